/// Amounts as people type them, into minor units: `12000`, `12,500.50`, `12k`, `1.2M`.
package enum SpokenMoney {
  /// The amount in minor units of the currency; nil when the text is none or too fine for it.
  package static func read(_ text: String, currency: String?) -> Int64? {
    guard isGrouped(text) else { return nil }
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
    // "38.500" may be thirty-eight and a half or thirty-eight thousand: nobody guesses about money.
    let isExact = fraction.count < 3 || Figure.minorUnits(of: currency) == 1_000
    guard factor > 1 || parts.count == 1 || isExact else { return nil }
    let scale = factor * Figure.minorUnits(of: currency)
    let (major, overflow) = whole.multipliedReportingOverflow(by: scale)
    let divisor = (0..<fraction.count).reduce(Int64(1)) { value, _ in value * 10 }
    let (minor, tailOverflow) = tail.multipliedReportingOverflow(by: scale)
    guard !overflow, !tailOverflow, minor % divisor == 0 else { return nil }
    let (sum, sumOverflow) = major.addingReportingOverflow(minor / divisor)
    return sumOverflow ? nil : sum
  }

  /// Whether commas stand before groups of three digits only: "38,50" is no amount here.
  private static func isGrouped(_ text: String) -> Bool {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 1 || !parts[1].contains(",") else { return false }
    let groups = (parts.first ?? "").split(separator: ",", omittingEmptySubsequences: false)
    return groups.dropFirst().allSatisfy { $0.prefix { $0.isNumber }.count == 3 }
  }

  private static func isDigits(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
