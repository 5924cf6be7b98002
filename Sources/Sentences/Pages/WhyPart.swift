import JSONText

/// A number of a page with its formula, and what it rests on, down to the records.
struct WhyPart {
  var name: String
  var value: String
  var how: Text
  var records: [Int64] = []
  var deals: [String] = []
  /// How many there are, where not all are listed.
  var count: Int64 = 0

  /// What a number rests on, as a daemon told it.
  init(evidence: JSONValue) {
    name = evidence.text("of") ?? "evidence"
    records = evidence.list("seqs").compactMap(\.integer)
    deals = evidence.list("deals").compactMap(\.string)
    let listed = Int64(max(records.count, deals.count))
    count = max(listed, evidence.integer("count") ?? 0)
    value = Figure.thousands(count)
    how = ""
  }

  init(_ name: String, _ value: String, _ how: Text, records: [Int64] = []) {
    (self.name, self.value, self.how, self.records) = (name, value, how, records)
  }

  /// Records and deals shown on a screen; a pipe and JSON get more.
  private static let shown = 6

  /// The number in columns: name, value, and how it comes about.
  func lines(width: Int) -> [Text] {
    let head: Text = "    " + Text(name, .faint)
    let start = head + Text.spaces(max(2, 16 - head.width)) + Text(value)
    let gap = Text.spaces(max(2, 27 - start.width))
    let words = Layout.wrapped([how, said].joined("; "), width: max(20, width - 29))
    guard let first = words.first else { return [start] }
    return [start + gap + first]
      + words.dropFirst().map { Text.spaces(27) + $0 }
  }

  private var said: Text {
    var parts = deals.prefix(Self.shown).map { Text($0) }
    if parts.isEmpty { parts = records.prefix(Self.shown).map { "e-\($0)" } }
    let more = max(count, Int64(max(records.count, deals.count))) - Int64(parts.count)
    if !parts.isEmpty, more > 0 { parts.append("and \(Figure.thousands(more)) more") }
    return parts.joined(" ")
  }

  /// The number as a row for a program.
  func row(of block: String) -> [String] {
    [
      block, name, value, how.unstyled, records.map { "e-\($0)" }.joined(separator: " "),
      deals.joined(separator: " "),
    ]
  }
}

/// Numbers under the heading of what they are about.
struct WhyBlock {
  var title: String
  var parts: [WhyPart]

  func lines(width: Int) -> [Text] {
    ["", Text("  \(title)", .strong)] + parts.flatMap { $0.lines(width: width) }
  }

  static func records(_ blocks: [WhyBlock]) -> Records {
    Records(
      ["about", "number", "value", "how", "records", "deals"],
      blocks.flatMap { block in block.parts.map { $0.row(of: block.title) } })
  }
}
