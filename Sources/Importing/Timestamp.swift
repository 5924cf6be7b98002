/// Writes an instant as RFC 3339 in UTC, with as many digits after the second as it needs (0, 3 or 6).
///
/// `instant` is in microseconds since 1970. One way of writing it, whatever the file's own way is:
/// the same fact from a file with other dates stays the same event.
func appendTimestamp(_ instant: Int64, to bytes: inout [UInt8]) {
  let days = floorDivide(instant, 86_400_000_000)
  var rest = instant - days * 86_400_000_000
  let (year, month, day) = civil(days)
  digits(year, 4, &bytes)
  bytes.append(UInt8(ascii: "-"))
  digits(month, 2, &bytes)
  bytes.append(UInt8(ascii: "-"))
  digits(day, 2, &bytes)
  bytes.append(UInt8(ascii: "T"))
  digits(rest / 3_600_000_000, 2, &bytes)
  bytes.append(UInt8(ascii: ":"))
  rest %= 3_600_000_000
  digits(rest / 60_000_000, 2, &bytes)
  bytes.append(UInt8(ascii: ":"))
  rest %= 60_000_000
  digits(rest / 1_000_000, 2, &bytes)
  rest %= 1_000_000
  if rest != 0 {
    bytes.append(UInt8(ascii: "."))
    if rest % 1000 == 0 { digits(rest / 1000, 3, &bytes) } else { digits(rest, 6, &bytes) }
  }
  bytes.append(UInt8(ascii: "Z"))
}

/// Writes a whole number in decimal.
func appendDecimal(_ value: Int64, to bytes: inout [UInt8]) {
  if value < 0 { bytes.append(UInt8(ascii: "-")) }
  var rest = value.magnitude
  let first = bytes.count
  repeat {
    bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
    rest /= 10
  } while rest > 0
  bytes[first...].reverse()
}

private func digits(_ value: Int64, _ count: Int, _ bytes: inout [UInt8]) {
  var scale: Int64 = 1
  for _ in 1..<count { scale *= 10 }
  var rest = value
  while scale > 0 {
    bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / scale))
    rest %= scale
    scale /= 10
  }
}

private func floorDivide(_ a: Int64, _ b: Int64) -> Int64 {
  a >= 0 ? a / b : -((-a + b - 1) / b)
}

/// The civil date of a day counted from 1 January 1970, for days after the year 0.
private func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
  // 400-year cycles counted from 1 March of year 0; the leap day is then a year's last day.
  let shifted = days + 719_468
  let era = shifted / 146_097
  let dayOfEra = shifted - era * 146_097
  let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let monthFromMarch = (5 * dayOfYear + 2) / 153
  let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
  let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
}
