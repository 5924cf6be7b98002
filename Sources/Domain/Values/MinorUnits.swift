/// How many minor units make one unit of a currency (ISO 4217).
package enum MinorUnits {
  private static let whole: Set<String> = [
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV",
    "XAF", "XOF", "XPF",
  ]
  private static let thousandths: Set<String> = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]

  /// 100 for most.
  package static func of(_ currency: String) -> Int64 {
    if whole.contains(currency) { return 1 }
    return thousandths.contains(currency) ? 1_000 : 100
  }
}
