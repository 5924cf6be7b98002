import Domain
import YAMLText

extension PlaybookReader {
  /// What other currencies are worth, from a day on.
  func rates(_ node: YAMLNode?) throws(YAMLFault) -> RatesDefined {
    var tables: [RateTable] = []
    for node in try node?.list("exchange-rates") ?? [] {
      let table = try table(node)
      guard !tables.contains(where: { $0.from == table.from && $0.base == table.base }) else {
        throw node.fault(
          "exchange-rates: there are two tables from \(table.from) in \(table.base).")
      }
      tables.append(table)
    }
    return RatesDefined(tables: tables)
  }

  private func table(_ node: YAMLNode) throws(YAMLFault) -> RateTable {
    let what = "exchange-rates"
    let fields = try node.fields(what, known: PlaybookKeys.rates)
    let base = try currencyCode(try fields.required("base"), what)
    let from = try day(try fields.required("from"), "\(what), from")
    let named = try fields.required("rates")
    var rates: [CurrencyRate] = []
    for entry in try named.map("\(what), rates") {
      guard entry.key.utf8.count == 3, entry.key.utf8.allSatisfy({ 65...90 ~= $0 }) else {
        throw YAMLFault(
          at: entry.mark,
          "\(what): a currency is three capital letters such as USD, not \(entry.key).")
      }
      guard entry.key != base else {
        throw YAMLFault(at: entry.mark, "\(what): \(base) is the base, which is 1 of itself.")
      }
      let text = try entry.value.text("\(what), \(entry.key)")
      guard let rate = Rational(decimal: text) else {
        throw entry.value.fault(
          "\(what): one \(entry.key) in \(base) must be a number such as 0.92, above 0 and with "
            + "at most nine decimals and twelve digits, not \(text).")
      }
      rates.append(CurrencyRate(currency: entry.key, rate: rate))
    }
    guard !rates.isEmpty else { throw named.fault("\(what): the table from \(from) is empty.") }
    return RateTable(from: from, base: base, rates: rates)
  }
}
