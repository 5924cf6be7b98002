/// Whole minutes, rounded to the nearest, of `H:MM`, `H:MM:SS` or a number of so many milliseconds.
func wholeMinutes(_ bytes: [UInt8], _ range: Range<Int>, milliseconds: Int64) -> Int64? {
  var parts: [Int64] = [0]
  var digits = 0
  for index in range {
    let digit = bytes[index] &- UInt8(ascii: "0")
    if digit < 10, digits < 12 {
      parts[parts.count - 1] = parts[parts.count - 1] * 10 + Int64(digit)
      digits += 1
    } else if bytes[index] == UInt8(ascii: ":"), digits > 0, parts.count < 3 {
      parts.append(0)
      digits = 0
    } else {
      return nil
    }
  }
  guard digits > 0 else { return nil }
  if parts.count == 1 { return (parts[0] * milliseconds + 30_000) / 60_000 }
  guard parts[0] < 100_000, parts.dropFirst().allSatisfy({ $0 < 60 }) else { return nil }
  let seconds = parts[0] * 3600 + parts[1] * 60 + (parts.count == 3 ? parts[2] : 0)
  return (seconds + 30) / 60
}

/// The text up to the first separator, without spaces around it.
func firstPart(_ bytes: [UInt8], _ range: Range<Int>, _ separator: [UInt8]) -> Range<Int> {
  var lower = range.lowerBound
  var upper = lower
  while upper < range.upperBound, !bytes[upper..<range.upperBound].starts(with: separator) {
    upper += 1
  }
  while lower < upper, bytes[lower] == UInt8(ascii: " ") { lower += 1 }
  while lower < upper, bytes[upper - 1] == UInt8(ascii: " ") { upper -= 1 }
  return lower..<upper
}
