/// A way to read amounts of money into whole minor units (cents) of one currency.
package struct MoneyFormat: Equatable, Sendable {
  package let currency: String
  /// The byte before the fraction, such as `.`.
  package let decimal: UInt8
  /// The byte between groups of thousands; nil when texts have none.
  package let group: UInt8?
  /// Signs that may stand before or after the digits, such as `$` or `EUR`.
  package let symbols: [[UInt8]]
  /// How many digits after the point make a whole minor unit.
  package let digits: Int

  package init(currency: String, decimal: UInt8, group: UInt8?, symbols: [String]) {
    self.currency = currency
    self.decimal = decimal
    self.group = group
    self.symbols = symbols.map { Array($0.utf8) }
    digits = Self.minorDigits(of: currency)
  }

  /// The same way of writing amounts, of another currency.
  package func of(_ currency: String) -> MoneyFormat {
    MoneyFormat(self, currency: currency)
  }

  private init(_ other: MoneyFormat, currency: String) {
    self.currency = currency
    decimal = other.decimal
    group = other.group
    symbols = other.symbols
    digits = Self.minorDigits(of: currency)
  }

  /// Whether a text is written as currencies are: three capital letters.
  static func isCode(_ text: String) -> Bool {
    text.utf8.count == 3 && text.utf8.allSatisfy { 65...90 ~= $0 }
  }

  /// The amount in minor units; nil when the text is no amount of this format and currency.
  package func minorUnits(_ bytes: [UInt8], _ range: Range<Int>) -> Int64? {
    var text = trimmed(bytes, range)
    var negative = false
    if text.count > 1, bytes[text.lowerBound] == UInt8(ascii: "-") {
      negative = true
      text = trimmed(bytes, text.lowerBound + 1..<text.upperBound)
    }
    var amount: Int64 = 0
    var fraction: Int?
    var sinceGroup: Int?
    guard !text.isEmpty else { return nil }
    for index in text {
      let byte = bytes[index]
      let digit = byte &- UInt8(ascii: "0")
      if digit < 10 {
        // 2^53 is what every JSON reader can hold; a larger amount is a mistake in the file.
        guard amount < 900_719_925_474_098 else { return nil }
        if let places = fraction {
          if places >= digits {
            guard digit == 0 else { return nil }
            continue
          }
          fraction = places + 1
        }
        amount = amount * 10 + Int64(digit)
        sinceGroup = sinceGroup.map { $0 + 1 }
      } else if byte == decimal, fraction == nil, sinceGroup ?? 3 == 3, index > text.lowerBound {
        fraction = 0
      } else if let group, byte == group, fraction == nil, sinceGroup ?? 3 == 3,
        index > text.lowerBound
      {
        sinceGroup = 0
      } else {
        return nil
      }
    }
    guard fraction != nil || sinceGroup ?? 3 == 3 else { return nil }
    for _ in (fraction ?? 0)..<digits { amount *= 10 }
    guard amount <= 1 << 53 else { return nil }
    return negative ? -amount : amount
  }

  /// The text without blanks and currency signs around it.
  private func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, bytes[lower] == UInt8(ascii: " ") { lower += 1 }
    while lower < upper, bytes[upper - 1] == UInt8(ascii: " ") { upper -= 1 }
    for symbol in symbols where !symbol.isEmpty && symbol.count <= upper - lower {
      if bytes[lower..<lower + symbol.count].elementsEqual(symbol) {
        return trimmed(bytes, lower + symbol.count..<upper)
      }
      if bytes[upper - symbol.count..<upper].elementsEqual(symbol) {
        return trimmed(bytes, lower..<upper - symbol.count)
      }
    }
    return lower..<upper
  }

  /// ISO 4217's digits after the point.
  static func minorDigits(of currency: String) -> Int {
    switch currency {
    case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND",
      "VUV", "XAF", "XOF", "XPF":
      0
    case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
    default: 2
    }
  }
}
