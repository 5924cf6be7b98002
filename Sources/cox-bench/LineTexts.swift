/// The constant parts of generated lines, encoded once.
struct LineTexts {
  static let openedMetric = Mix.metrics.firstIndex { $0.kind == .opened } ?? 0

  let opening = Array(#"{"specversion":"1.0","id":""#.utf8)
  let types: [[UInt8]]
  let subjects: [[UInt8]]
  let data: [[UInt8]]
  let deal = Array(#""deal":""#.utf8)
  let account = Array(#""account":"acct-"#.utf8)
  let quoteComma = Array(#"","#.utf8)
  let minutes = Array(#""minutes":"#.utf8)
  let amount = Array(#""amount":"#.utf8)
  let currency = Array(#","currency":"EUR""#.utf8)
  let stage = Array(#""stage":"proposal""#.utf8)
  let reason = Array(#""reason":"price""#.utf8)
  let tags: [[UInt8]]

  init(people: Int) {
    types = Mix.metrics.map { metric in
      let type =
        switch metric.kind {
        case .activity: "activity.logged"
        case .opened: "deal.opened"
        case .advanced: "deal.advanced"
        case .won: "deal.won"
        case .lost: "deal.lost"
        }
      return Array(
        "\",\"source\":\"\(Mix.source)\",\"type\":\"coxswain.\(type)\",\"subject\":\"".utf8)
    }
    subjects = (0..<people).map { Array((Mix.member($0) + "\",\"time\":\"").utf8) }
    data = Mix.metrics.map { metric in
      let start = "Z\",\"data\":{"
      return Array((metric.kind == .activity ? start + "\"metric\":\"\(metric.id)\"," : start).utf8)
    }
    let words = ["outbound", "inbound", "priority", "emea", "partner", "expansion"]
    // Members that the daemon does not know: it must keep them, and they cost what real ones cost.
    tags = (0..<12).map { index in
      let first = words[index % 6]
      let second = index < 6 ? "" : ",\"\(words[(index * 5 + 1) % 6])\""
      return Array(",\"tags\":[\"\(first)\"\(second)]}}\n".utf8)
    }
  }
}

/// `2025-01-05T` of the day asked for last: days come in runs.
struct DayText {
  private var day = Int.min
  private var bytes: [UInt8] = []

  mutating func text(ofDay wanted: Int) -> [UInt8] {
    if wanted != day {
      day = wanted
      bytes = Self.render(wanted)
    }
    return bytes
  }

  /// Civil date of days since 1970 (proleptic Gregorian, years counted from March).
  private static func render(_ wanted: Int) -> [UInt8] {
    let days = wanted + 719_468
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + days / 146_097 * 400 + (month <= 2 ? 1 : 0)
    var bytes: [UInt8] = []
    bytes.appendDecimal(year, digits: 4)
    bytes.append(UInt8(ascii: "-"))
    bytes.appendDecimal(month, digits: 2)
    bytes.append(UInt8(ascii: "-"))
    bytes.appendDecimal(dayOfYear - (153 * marchMonth + 2) / 5 + 1, digits: 2)
    bytes.append(UInt8(ascii: "T"))
    return bytes
  }
}
