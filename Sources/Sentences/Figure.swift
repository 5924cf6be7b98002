/// Numbers as people read them: thousands apart, one decimal at most, money with its sign.
package enum Figure {
  /// `8,800`, `4.8`, `8`.
  package static func number(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 9e15 else { return "–" }
    let tenths = Int64((abs(value) * 10).rounded())
    let whole = thousands(tenths / 10)
    let text = tenths % 10 == 0 ? whole : "\(whole).\(tenths % 10)"
    return value < 0 && tenths != 0 ? "−" + text : text
  }

  /// `1,234,567`.
  package static func thousands(_ value: Int64) -> String {
    let digits = Array(String(value.magnitude).utf8)
    var out = value < 0 ? "−" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { out += "," }
      out.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return out
  }

  /// Bytes: `640 KiB`, `12 MiB`, `3.5 GiB`.
  static func size(_ bytes: Double) -> String {
    let mega = 1_048_576.0
    if bytes < mega { return "\(number(bytes / 1024)) KiB" }
    return bytes < 1024 * mega
      ? "\(number(bytes / mega)) MiB" : "\(number(bytes / 1024 / mega)) GiB"
  }

  /// A part of a whole: `22%`.
  package static func percent(_ share: Double) -> String {
    "\(Int((min(max(share, 0), 1) * 100).rounded()))%"
  }

  /// A rate: `30%`, and with a decimal where a whole per cent would be coarse: `4.5%`.
  static func rate(_ share: Double) -> String {
    share < 0.0995 ? number(max(0, share) * 100) + "%" : percent(share)
  }

  /// Where a rate lies: `21–39%`, one number where both ends are the same.
  static func rates(_ low: Double, _ high: Double) -> String {
    let (first, last) = (rate(low), rate(high))
    return first == last ? last : "\(first.dropLast())–\(last)"
  }

  /// Where a number lies: `7–14`, one number where both ends are the same.
  static func range(_ low: Double, _ high: Double) -> String {
    let (first, last) = (number(low), number(high))
    return first == last ? last : "\(first)–\(last)"
  }

  /// Two decimals where one would hide a share: `11.25`, `37.5`.
  static func fine(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 9e13 else { return "–" }
    let hundredths = Int64((abs(value) * 100).rounded())
    guard hundredths % 10 != 0 else { return number(value) }
    return "\(value < 0 ? "−" : "")\(thousands(hundredths / 100)).\(two(Int(hundredths % 100)))"
  }

  /// An amount in minor units, in whole units of its currency: `€38,889`.
  static func whole(_ minor: Double, _ currency: String?) -> String {
    let scale = Double(minorUnits(of: currency))
    guard minor.isFinite, abs(minor) < 9e15 else { return "–" }
    return money(Int64((minor / scale).rounded() * scale), currency)
  }

  /// An amount in minor units, in few characters: `€450k`.
  static func compact(_ minor: Double, _ currency: String?) -> String {
    guard minor.isFinite, abs(minor) < 9e15 else { return "–" }
    return money(Int64(minor.rounded()), currency, compact: true)
  }

  /// A probability: `22%`, `under 1%`, `over 99%`; never a certainty, it comes rounded.
  package static func chance(_ probability: Double) -> String {
    if probability < 0.01 { return "under 1%" }
    return probability > 0.99 ? "over 99%" : percent(probability)
  }

  /// An amount in minor units: `€750,000`, `€12.50`, `CHF 1,200`; compact: `€750k`, `€1.2M`.
  package static func money(_ minor: Int64, _ currency: String?, compact: Bool = false) -> String {
    let digits = minorDigits[currency ?? ""] ?? 2
    let scale = minorUnits(of: currency)
    let whole = Int64(minor.magnitude) / scale
    let rest = Int64(minor.magnitude) % scale
    let sign = minor < 0 ? "−" : ""
    return sign + mark(currency) + (compact ? short(whole) : exact(whole, rest, digits))
  }

  /// Minor units in one unit of a currency: 100 for EUR, 1 for JPY.
  static func minorUnits(of currency: String?) -> Int64 {
    switch minorDigits[currency ?? ""] {
    case 0: 1
    case 3: 1000
    default: 100
    }
  }

  private static func exact(_ whole: Int64, _ rest: Int64, _ digits: Int) -> String {
    guard rest != 0 else { return thousands(whole) }
    let tail = String(rest)
    return thousands(whole) + "." + String(repeating: "0", count: digits - tail.count) + tail
  }

  private static func short(_ whole: Int64) -> String {
    switch whole {
    case ..<10_000: thousands(whole)
    case ..<999_500: "\(thousands((whole + 500) / 1000))k"
    default: number(Double(whole) / 1_000_000) + "M"
    }
  }

  private static func mark(_ currency: String?) -> String {
    switch currency {
    case nil, "": ""
    case "EUR": "€"
    case "USD": "$"
    case "GBP": "£"
    case "JPY": "¥"
    case .some(let code): code + " "
    }
  }

  /// Currencies whose minor unit is not a hundredth (ISO 4217).
  private static let minorDigits = [
    "JPY": 0, "KRW": 0, "CLP": 0, "ISK": 0, "VND": 0, "XAF": 0, "XOF": 0, "BHD": 3, "IQD": 3,
    "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
  ]
}
