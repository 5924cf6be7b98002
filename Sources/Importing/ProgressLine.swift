/// The line an import shows on a terminal while it runs.
///
/// Pure: the caller gives the time, writes the line and decides how often.
package struct ProgressLine: Sendable {
  private let name: String
  private let startedAt: Double
  private let columns: Int
  private let cells = 15

  /// A line for `name`, begun at `seconds` of any clock.
  package init(name: String, at seconds: Double, columns: Int = 79) {
    self.name = name
    self.columns = columns
    startedAt = seconds
  }

  /// The line for these counts, without line end.
  ///
  /// `bpi2012  ██████████·····  68%  178,204 rows · 0:01 left · 0.61 M events/s`
  package func text(_ tally: ImportTally, portion: Double?, at seconds: Double) -> String {
    let elapsed = max(seconds - startedAt, 0.001)
    var parts: [String] = []
    if let portion {
      let full = min(cells, Int(portion * Double(cells)))
      let bar = String(repeating: "█", count: full) + String(repeating: "·", count: cells - full)
      parts.append("\(name)  \(bar)  \(Int(portion * 100))%  \(rows(tally))")
      if portion > 0.02, portion < 1 {
        let left = Int((elapsed * (1 - portion) / portion).rounded(.up))
        parts.append("\(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) left")
      }
    } else {
      parts.append("\(name)  \(rows(tally))")
    }
    if tally.refused > 0 { parts.append("\(ImportReport.grouped(tally.refused)) refused") }
    parts.append(rate(Double(tally.eventCount) / elapsed))
    if tally.withoutPerson > 0 {
      parts.append("\(ImportReport.grouped(tally.withoutPerson)) without a person")
    }
    // A line that wraps cannot be redrawn in place, so what matters least goes first.
    while parts.count > 1, parts.joined(separator: " · ").count > columns { parts.removeLast() }
    return parts.joined(separator: " · ")
  }

  private func rows(_ tally: ImportTally) -> String { "\(ImportReport.grouped(tally.rows)) rows" }

  private func rate(_ perSecond: Double) -> String {
    guard perSecond >= 100_000 else { return "\(ImportReport.grouped(Int(perSecond))) events/s" }
    let hundredths = Int(perSecond / 10_000)
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) M events/s"
  }
}
