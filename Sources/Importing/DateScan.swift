/// Reads the parts of a date from left to right; a reader of one text, used once.
struct DateScan {
  private let bytes: [UInt8]
  private let end: Int
  private(set) var at: Int
  private var year: Int64 = 0
  private var month: Int64 = 0
  private var day: Int64 = 0
  private var hour: Int64 = 0
  private var minute: Int64 = 0
  private var second: Int64 = 0
  private var microseconds: Int64 = 0
  private var hasTime = false
  private(set) var offset: Int64?

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    at = range.lowerBound
    end = range.upperBound
  }

  /// `YYYY-MM-DD`, optionally `T` or a space and `HH:MM[:SS[.fraction]]`, optionally an offset.
  mutating func iso() -> Bool {
    guard let year = number(4...4), literal(UInt8(ascii: "-")), let month = number(2...2),
      literal(UInt8(ascii: "-")), let day = number(2...2)
    else { return false }
    (self.year, self.month, self.day) = (year, month, day)
    guard at < end else { return true }
    guard literal(UInt8(ascii: "T")) || literal(UInt8(ascii: " ")) else { return false }
    hasTime = true
    guard let hour = number(2...2), literal(UInt8(ascii: ":")), let minute = number(2...2)
    else { return false }
    (self.hour, self.minute) = (hour, minute)
    if literal(UInt8(ascii: ":")) {
      guard let second = number(2...2) else { return false }
      self.second = second
      if literal(UInt8(ascii: ".")) || literal(UInt8(ascii: ",")) {
        guard fraction() else { return false }
      }
    }
    return at == end || readOffset()
  }

  mutating func take(_ item: DateFormat.Item) -> Bool {
    switch item {
    case .literal(let byte): return literal(byte)
    case .monthName: return monthName()
    case .fraction: return fraction()
    case .offset: return readOffset()
    case .year, .month, .day, .hour, .minute, .second:
      guard let value = number(item == .year ? 4...4 : 1...2) else { return false }
      switch item {
      case .year: year = value
      case .month: month = value
      case .day: day = value
      case .hour: (hour, hasTime) = (value, true)
      case .minute: minute = value
      default: second = value
      }
      return true
    }
  }

  /// Microseconds since 1970 UTC, nil for a day or a time that no calendar has.
  func instant(offset fixed: Int64?, timeOfDay: Int64) -> Int64? {
    guard let offset = offset ?? fixed, 1970...2100 ~= year, 1...12 ~= month,
      1...Self.days(in: month, of: year) ~= day, hour < 24, minute < 60, second < 60
    else { return nil }
    let clock = hasTime ? hour * 3600 + minute * 60 + second : timeOfDay
    let seconds = Self.daysSince1970(year, month, day) * 86_400 + clock - offset
    return seconds * 1_000_000 + microseconds
  }

  private mutating func literal(_ byte: UInt8) -> Bool {
    guard at < end, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  private mutating func number(_ digits: ClosedRange<Int>) -> Int64? {
    var result: Int64 = 0
    let first = at
    while at < end, at - first < digits.upperBound, let digit = digit(at) {
      result = result * 10 + digit
      at += 1
    }
    return at - first >= digits.lowerBound ? result : nil
  }

  private func digit(_ index: Int) -> Int64? {
    let value = bytes[index] &- UInt8(ascii: "0")
    return value < 10 ? Int64(value) : nil
  }

  /// Digits after the point; those past microseconds are dropped, never rounded into the next second.
  private mutating func fraction() -> Bool {
    let first = at
    var scale: Int64 = 100_000
    while at < end, let digit = digit(at) {
      microseconds += digit * scale
      scale /= 10
      at += 1
    }
    return at > first
  }

  /// `Z`, `+01:00`, `+0100` or `+01`.
  private mutating func readOffset() -> Bool {
    if literal(UInt8(ascii: "Z")) {
      offset = 0
      return true
    }
    let negative = literal(UInt8(ascii: "-"))
    guard negative || literal(UInt8(ascii: "+")) else { return false }
    guard let hours = number(2...2) else { return false }
    var minutes: Int64 = 0
    if literal(UInt8(ascii: ":")) || at < end {
      guard let read = number(2...2) else { return false }
      minutes = read
    }
    guard hours <= 18, minutes < 60 else { return false }
    offset = (hours * 3600 + minutes * 60) * (negative ? -1 : 1)
    return true
  }

  /// An English month's first three letters, in any case.
  private mutating func monthName() -> Bool {
    guard end - at >= 3 else { return false }
    let letters = [bytes[at] | 0x20, bytes[at + 1] | 0x20, bytes[at + 2] | 0x20]
    let names = [
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    guard let index = names.firstIndex(where: { Array($0.utf8) == letters }) else { return false }
    month = Int64(index + 1)
    at += 3
    return true
  }

  private static func days(in month: Int64, of year: Int64) -> Int64 {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  /// Days of the proleptic Gregorian calendar since 1 January 1970, for years after 0.
  static func daysSince1970(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    // Counting years from March puts the leap day last, so month lengths follow one formula.
    let shifted = month <= 2 ? year - 1 : year
    let monthFromMarch = (month + 9) % 12
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }
}
