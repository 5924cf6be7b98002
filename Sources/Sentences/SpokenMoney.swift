/// Amounts as people type them, into minor units: `12000`, `12,500.50`, `12k`, `1.2M`.
package enum SpokenMoney {
  /// The amount in minor units of the currency; nil when the text is none or too fine for it.
  package static func read(_ text: String, currency: String?) -> Int64? {
    var body = text.filter { $0 != "," && $0 != "_" }
    var factor: Int64 = 1
    switch body.last {
    case "k", "K": factor = 1_000
    case "m", "M": factor = 1_000_000
    default: break
    }
    if factor > 1 { body.removeLast() }
    let parts = body.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), isDigits(parts[0]), let whole = Int64(parts[0]) else {
      return nil
    }
    let fraction = parts.count == 2 ? String(parts[1]) : "0"
    guard isDigits(fraction[...]), fraction.count <= 9, let tail = Int64(fraction) else {
      return nil
    }
    let scale = factor * Figure.minorUnits(of: currency)
    let (major, overflow) = whole.multipliedReportingOverflow(by: scale)
    let divisor = (0..<fraction.count).reduce(Int64(1)) { value, _ in value * 10 }
    let (minor, tailOverflow) = tail.multipliedReportingOverflow(by: scale)
    guard !overflow, !tailOverflow, minor % divisor == 0 else { return nil }
    let (sum, sumOverflow) = major.addingReportingOverflow(minor / divisor)
    return sumOverflow ? nil : sum
  }

  private static func isDigits(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
