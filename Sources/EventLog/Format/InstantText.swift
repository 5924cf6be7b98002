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
    guard bytes.count - start >= length,
      let year = number(bytes, start, 4), bytes[start + 4] == UInt8(ascii: "-"),
      let month = number(bytes, start + 5, 2), bytes[start + 7] == UInt8(ascii: "-"),
      let day = number(bytes, start + 8, 2), bytes[start + 10] == UInt8(ascii: "T"),
      let hour = number(bytes, start + 11, 2), bytes[start + 13] == UInt8(ascii: ":"),
      let minute = number(bytes, start + 14, 2), bytes[start + 16] == UInt8(ascii: ":"),
      let second = number(bytes, start + 17, 2), bytes[start + 19] == UInt8(ascii: "."),
      let fraction = number(bytes, start + 20, 6), bytes[start + 26] == UInt8(ascii: "Z"),
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 60
    else { return nil }
    let days = day0(year: year, month: month, day: day)
    return (days * 86_400 + hour * 3600 + minute * 60 + second) * 1_000_000 + fraction
  }

  @inline(__always)
  private static func number(_ bytes: Span<UInt8>, _ start: Int, _ count: Int) -> Int64? {
    var value: Int64 = 0
    for index in start..<start + count {
      let digit = bytes[index] &- UInt8(ascii: "0")
      if digit > 9 { return nil }
      value = value * 10 + Int64(digit)
    }
    return value
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
