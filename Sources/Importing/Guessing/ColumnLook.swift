/// What one column looks like in the first rows of a file: the ground on which a mapping is guessed.
struct ColumnLook {
  let name: String
  /// Its texts that are not blank, in order.
  let values: [String]
  let rows: Int
  /// The words of its name in small letters: `CreatedDate` and `Deal - Created` both have `created`.
  let words: [String]
  /// Its different texts, the most frequent first.
  let distinct: [String]

  init(name: String, values all: [String]) {
    self.name = name
    rows = all.count
    values = all.filter { !$0.isEmpty }
    words = Self.words(of: name)
    var counts: [String: Int] = [:]
    for value in values { counts[value, default: 0] += 1 }
    distinct = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  var isComplete: Bool { values.count == rows && rows > 0 }
  var isUnique: Bool { isComplete && distinct.count == rows }
  /// Few different texts: a kind, a state or a stage rather than a name or a note.
  var isKind: Bool { !values.isEmpty && distinct.count <= 20 && !isNumber && date == nil }

  var isNumber: Bool { !values.isEmpty && values.allSatisfy { Int64($0) != nil } }

  func isNamed(_ wanted: [String]) -> Bool { words.contains { wanted.contains($0) } }

  /// The first pattern that reads every text, and whether day and month may be the other way round.
  var date: (format: String, isAmbiguous: Bool, hasOffset: Bool)? {
    guard !values.isEmpty else { return nil }
    let fitting = Self.patterns.filter { pattern in
      guard let format = Self.format(pattern) else { return false }
      return values.allSatisfy { text in
        let bytes = Array(text.utf8)
        return format.instant(bytes, 0..<bytes.count) != nil
      }
    }
    guard let first = fitting.first else { return nil }
    let zoned = DateFormat(name: "iso", items: nil, offset: nil, timeOfDay: 0)
    let hasOffset =
      first == "iso"
      && values.allSatisfy { text in
        let bytes = Array(text.utf8)
        return zoned.instant(bytes, 0..<bytes.count) != nil
      }
    return (first, fitting.count > 1 && first.hasPrefix("%d"), hasOffset)
  }

  private static let days = [
    "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%Y/%m/%d", "%d %b %Y", "%b %d %Y",
  ]
  private static let patterns: [String] =
    ["iso"]
    + days.flatMap { (day: String) -> [String] in [day, day + " %H:%M", day + " %H:%M:%S"] }

  private static func format(_ pattern: String) -> DateFormat? {
    if pattern == "iso" {
      return DateFormat(name: pattern, items: nil, offset: 0, timeOfDay: 43_200)
    }
    let items = DateFormat.items(of: pattern).items
    return DateFormat(name: pattern, items: items, offset: 0, timeOfDay: 43_200)
  }

  /// The way amounts are written, when all texts are amounts.
  var money: (decimal: String, group: String?, symbol: String?)? {
    guard !values.isEmpty, date == nil else { return nil }
    let signs: [String] = ["$", "€", "£"]
    let symbol = signs.first { sign in values.contains { text in text.contains(sign) } }
    let ways: [(String, String?)] = [(".", nil), (".", ","), (",", nil), (",", "."), (",", " ")]
    for (decimal, group) in ways {
      let format = MoneyFormat(
        currency: "EUR", decimal: Array(decimal.utf8)[0], group: group.map { Array($0.utf8)[0] },
        symbols: symbol.map { [$0] } ?? [])
      let fits = values.allSatisfy { text in
        let bytes = Array(text.utf8)
        return format.minorUnits(bytes, 0..<bytes.count) != nil
      }
      if fits { return (decimal, group, symbol) }
    }
    return nil
  }

  private static func words(of name: String) -> [String] {
    var words: [String] = [""]
    var before: Character = " "
    for character in name {
      if !character.isLetter && !character.isNumber {
        words.append("")
      } else {
        if character.isUppercase, before.isLowercase { words.append("") }
        words[words.count - 1] += character.lowercased()
      }
      before = character
    }
    return words.filter { !$0.isEmpty }
  }
}
