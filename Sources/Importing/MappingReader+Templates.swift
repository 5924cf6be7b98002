import YAMLText

extension MappingReader {
  /// A template whose holes are columns only: what fields and pair keys are made from.
  mutating func columnTemplate(_ node: YAMLNode, _ what: String) throws(YAMLFault) -> Template {
    Template(
      parts: try parts(node, what) { reader, name in
        .column(reader.slot(of: name, at: node.mark))
      })
  }

  /// A template whose holes are fields and pairs by name, and columns otherwise.
  mutating func template(_ node: YAMLNode, _ what: String) throws(YAMLFault) -> Template {
    Template(
      parts: try parts(node, what) { reader, name in
        if let index = reader.fields.firstIndex(where: { $0.name == name }) {
          return .field(index)
        }
        if let index = reader.pairs.firstIndex(where: { $0.name == name }) {
          return .minutes(index)
        }
        return .column(reader.slot(of: name, at: node.mark))
      })
  }

  mutating func slot(of column: String, at mark: YAMLMark) -> Int {
    if let index = columns.firstIndex(of: column) { return index }
    columns.append(column)
    columnMarks.append(mark)
    return columns.count - 1
  }

  private mutating func parts(
    _ node: YAMLNode, _ what: String, hole: (inout MappingReader, String) -> Template.Part
  ) throws(YAMLFault) -> [Template.Part] {
    var parts: [Template.Part] = []
    var literal: [UInt8] = []
    var rest = Array(try node.text(what).utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "{") else {
        literal.append(byte)
        continue
      }
      if rest.first == UInt8(ascii: "{") {
        literal.append(byte)
        rest.removeFirst()
        continue
      }
      guard let close = rest.firstIndex(of: UInt8(ascii: "}")), close > rest.startIndex else {
        throw node.fault("\(what): a \"{\" needs a name and a \"}\" (write \"{{\" for a brace).")
      }
      if !literal.isEmpty { parts.append(.literal(literal)) }
      literal = []
      parts.append(hole(&self, String(decoding: rest[..<close], as: UTF8.self)))
      rest = rest[(close + 1)...]
    }
    if !literal.isEmpty { parts.append(.literal(literal)) }
    return parts
  }

  /// A condition: `column: value`, `column: [values]`, or `column: {not:, starts:, blank:}`.
  mutating func condition(_ node: YAMLNode, _ what: String) throws(YAMLFault) -> Condition {
    var tests: [Condition.Test] = []
    for entry in try node.map(what) {
      let column = slot(of: entry.key, at: entry.mark)
      for kind in try testKinds(entry.value, "\(what), \(entry.key)") {
        tests.append(Condition.Test(column: column, kind: kind))
      }
    }
    return Condition(tests: tests)
  }

  private func testKinds(
    _ node: YAMLNode, _ what: String
  ) throws(YAMLFault) -> [Condition.Test.Kind] {
    guard case .map = node.shape else {
      return [.oneOf(try node.texts(what).map { Array($0.utf8) })]
    }
    let settings = try node.fields(what, known: ["not", "starts", "starts-not", "blank"])
    var kinds: [Condition.Test.Kind] = []
    if let not = settings["not"] {
      kinds.append(.noneOf(try not.texts("\(what), not").map { Array($0.utf8) }))
    }
    if let starts = settings["starts"] {
      kinds.append(.starts(Array(try starts.text("\(what), starts").utf8)))
    }
    if let starts = settings["starts-not"] {
      kinds.append(.startsNot(Array(try starts.text("\(what), starts-not").utf8)))
    }
    if let blank = settings["blank"] { kinds.append(.blank(try blank.bool("\(what), blank"))) }
    return kinds
  }
}
