// RFC 3339: `2026-11-20T09:14:00.250Z`, `2026-11-20T10:14:00+01:00`. Up to six fraction digits count;
// further ones must be digits and are dropped. A leap second (`:60`) is held at the second before.

extension Instant {
  /// Reads an RFC 3339 date-time with its offset; nil when the text is anything else.
  package init?(rfc3339 text: Span<UInt8>) {
    guard text.count >= 20, let day = LocalDay(text.extracting(0..<10)),
      text[10] == UInt8(ascii: "T") || text[10] == UInt8(ascii: "t"),
      text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      let hour = twoDigits(text, 11), let minute = twoDigits(text, 14),
      let second = twoDigits(text, 17), hour < 24, minute < 60, second <= 60
    else { return nil }
    var at = 19
    var micros: Int64 = 0
    if text[at] == UInt8(ascii: ".") {
      at += 1
      var unit: Int64 = 100_000
      let first = at
      while at < text.count, text[at] >= 48, text[at] <= 57 {
        micros += Int64(text[at] - 48) * unit
        unit /= 10
        at += 1
      }
      guard at > first else { return nil }
    }
    guard let offset = zoneOffset(text, at) else { return nil }
    let local =
      Int64(day.days) * 86_400 + Int64(hour * 3_600 + minute * 60 + (second < 60 ? second : 59))
    self.init(microseconds: (local - offset) * 1_000_000 + micros)
  }

  /// Reads RFC 3339 from a string.
  package init?(rfc3339 text: String) {
    self.init(rfc3339: text.utf8.span)
  }

  /// RFC 3339 in UTC, with a fraction of six digits only where there is one.
  package var rfc3339: String {
    let whole = seconds
    let day = floorDivide(whole, 86_400)
    let rest = Int(whole - day * 86_400)
    var text = LocalDay(days: Int32(clamping: day)).description
    text += "T\(padded(rest / 3_600, 2)):\(padded(rest / 60 % 60, 2)):\(padded(rest % 60, 2))"
    let micros = Int(microseconds - whole * 1_000_000)
    if micros != 0 { text += "." + padded(micros, 6) }
    return text + "Z"
  }
}

/// The seconds east of UTC written at `at`, which must be the end of the text; nil when malformed.
private func zoneOffset(_ text: Span<UInt8>, _ at: Int) -> Int64? {
  guard at < text.count else { return nil }
  if text[at] == UInt8(ascii: "Z") || text[at] == UInt8(ascii: "z") {
    return at + 1 == text.count ? 0 : nil
  }
  let negative = text[at] == UInt8(ascii: "-")
  guard negative || text[at] == UInt8(ascii: "+"), at + 6 == text.count,
    text[at + 3] == UInt8(ascii: ":"), let hours = twoDigits(text, at + 1),
    let minutes = twoDigits(text, at + 4), hours < 24, minutes < 60
  else { return nil }
  let seconds = Int64(hours * 3_600 + minutes * 60)
  return negative ? -seconds : seconds
}

/// The number written in two digits at `at`.
func twoDigits(_ text: Span<UInt8>, _ at: Int) -> Int? {
  guard at + 1 < text.count else { return nil }
  let tens = Int(text[at]) - 48
  let ones = Int(text[at + 1]) - 48
  guard (0...9).contains(tens), (0...9).contains(ones) else { return nil }
  return tens * 10 + ones
}

/// A number filled with zeros up to a width.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// Division rounded towards negative infinity.
func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
  let quotient = value / divisor
  return value % divisor < 0 ? quotient - 1 : quotient
}
