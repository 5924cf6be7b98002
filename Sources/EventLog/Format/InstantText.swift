/// Instants as the log writes them: `2026-11-21T18:05:09.123456Z`, always 27 bytes, always UTC.
package enum InstantText {
  package static let length = 27
  private static let microsecondsPerDay: Int64 = 86_400_000_000

  /// Appends the text of an instant (microseconds since 1970) of the years 0000 to 9999.
  package static func append(_ instant: Int64, to bytes: inout [UInt8]) {
    let day = floorDivide(instant, microsecondsPerDay)
    let (year, month, dayOfMonth) = civil(fromDay: day)
    precondition((0...9999).contains(year), "the log writes years of four digits only")
    let inDay = instant - day * microsecondsPerDay
    let seconds = inDay / 1_000_000
    append(Int(year), digits: 4, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    append(Int(month), digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    append(Int(dayOfMonth), digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: "T"))
    append(Int(seconds / 3600), digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    append(Int(seconds / 60 % 60), digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    append(Int(seconds % 60), digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: "."))
    append(Int(inDay % 1_000_000), digits: 6, to: &bytes)
    bytes.append(UInt8(ascii: "Z"))
  }

  package static func text(_ instant: Int64) -> String {
    var bytes: [UInt8] = []
    append(instant, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads the 27 bytes at `start`; nil when they have another shape or name no instant.
  package static func parse(_ bytes: Span<UInt8>, at start: Int) -> Int64? {
    guard start >= 0, bytes.count - start >= length else { return nil }
    let text = bytes.extracting(start..<start + length)
    guard text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"), text[10] == UInt8(ascii: "T"),
      text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"), text[19] == UInt8(ascii: "."),
      text[26] == UInt8(ascii: "Z")
    else { return nil }
    var digits = Digits()
    let year = digits.pair(text, 0) * 100 + digits.pair(text, 2)
    let month = digits.pair(text, 5)
    let day = digits.pair(text, 8)
    let hour = digits.pair(text, 11)
    let minute = digits.pair(text, 14)
    let second = digits.pair(text, 17)
    let fraction =
      (digits.pair(text, 20) * 100 + digits.pair(text, 22)) * 100 + digits.pair(text, 24)
    guard digits.areGood, (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60,
      second < 60
    else { return nil }
    let days = day0(year: year, month: month, day: day)
    return (days * 86_400 + hour * 3600 + minute * 60 + second) * 1_000_000 + fraction
  }

  /// Reads pairs of digits and remembers whether one was none.
  private struct Digits {
    private(set) var areGood = true

    @inline(__always)
    mutating func pair(_ text: Span<UInt8>, _ index: Int) -> Int64 {
      let tens = text[index] &- UInt8(ascii: "0")
      let ones = text[index + 1] &- UInt8(ascii: "0")
      if tens > 9 || ones > 9 { areGood = false }
      return Int64(tens) * 10 + Int64(ones)
    }
  }

  private static func append(_ value: Int, digits: Int, to bytes: inout [UInt8]) {
    var divisor = 1
    for _ in 1..<digits { divisor *= 10 }
    while divisor > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
      divisor /= 10
    }
  }

  // Civil dates by 400-year eras of 146,097 days; the era's year begins on 1 March, so that the leap
  // day is its last.
  private static func day0(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = floorDivide(shifted, 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func civil(fromDay day: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = day + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    )
  }

  private static func floorDivide(_ value: Int64, _ by: Int64) -> Int64 {
    value >= 0 ? value / by : -((-value + by - 1) / by)
  }
}
