/// `rates.defined`: all exchange rates of the playbook.
package struct RatesDefined: Equatable, Sendable {
  /// By day, then by base.
  package var tables: [RateTable]

  package init(tables: [RateTable] = []) {
    self.tables = tables.sorted { ($0.from, $0.base) < ($1.from, $1.base) }
  }
}

/// What one unit of some currencies is worth in another one, from a day on.
package struct RateTable: Hashable, Sendable {
  package var from: LocalDay
  package var base: String
  /// By currency ascending: 0.92 for USD says that a dollar is 0.92 of the base.
  package var rates: [CurrencyRate]

  package init(from: LocalDay, base: String, rates: [CurrencyRate]) {
    self.from = from
    self.base = base
    self.rates = rates.sorted { $0.currency < $1.currency }
  }

  /// What one unit is worth in the base; nil for a currency that the table does not have.
  func value(of currency: String) -> Rational? {
    currency == base ? Rational(1) : rates.first { $0.currency == currency }?.rate
  }
}

/// What one unit of a currency is worth.
package struct CurrencyRate: Hashable, Sendable {
  package var currency: String
  package var rate: Rational

  package init(currency: String, rate: Rational) {
    self.currency = currency
    self.rate = rate
  }
}

extension Rational {
  private static let billion: Int64 = 1_000_000_000

  /// Reads a positive decimal such as `0.92`: at most nine decimals and twelve digits that count, so
  /// that converting any amount stays exact.
  package init?(decimal text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let isNumber = parts.allSatisfy { part in
      !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
    guard isNumber, (1...2).contains(parts.count) else { return nil }
    let tail = parts.count == 2 ? parts[1] : ""
    guard tail.utf8.count <= 9, let digits = Int64(parts[0] + tail),
      (1...999_999_999_999).contains(digits)
    else { return nil }
    self.init(digits, tail.utf8.reduce(Int64(1)) { scale, _ in scale * 10 })
  }

  /// What `init(decimal:)` reads; nil for what no such decimal says.
  package var decimalText: String? {
    let scaled = Int128(numerator) * Int128(Self.billion)
    guard numerator > 0, scaled % Int128(denominator) == 0 else { return nil }
    let all = scaled / Int128(denominator)
    var tail = padded(Int(all % Int128(Self.billion)), 9)
    while tail.last == "0" { tail.removeLast() }
    return "\(all / Int128(Self.billion))" + (tail.isEmpty ? "" : ".\(tail)")
  }
}

extension [RateTable] {
  /// An amount of one currency in another, by the newest table not later than a day that has both.
  ///
  /// Nil where none has; rounded once, half away from zero.
  func convert(_ amount: Int64, from: String, to: String, on day: LocalDay) -> Int64? {
    if from == to { return amount }
    guard let table = last(where: { $0.from <= day && $0.has(from, to) }),
      let value = table.value(of: from), let unit = table.value(of: to)
    else { return nil }
    let top =
      Int128(amount) * Int128(value.numerator) * Int128(unit.denominator)
      * Int128(MinorUnits.of(to))
    let bottom =
      Int128(value.denominator) * Int128(unit.numerator) * Int128(MinorUnits.of(from))
    let half = top < 0 ? -(bottom / 2) : bottom / 2
    return Int64(clamping: (top + half) / bottom)
  }

  /// Whether any table has a pair, of whatever day.
  package func know(_ from: String, _ to: String) -> Bool {
    from == to || contains { $0.has(from, to) }
  }
}

extension RateTable {
  fileprivate func has(_ from: String, _ to: String) -> Bool {
    value(of: from) != nil && value(of: to) != nil
  }
}
