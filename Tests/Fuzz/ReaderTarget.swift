import JSONText

/// Reads the input as one JSON text; what was accepted must say the same once written and read again.
enum ReaderTarget {
  @Sendable static func run(_ text: [UInt8]) {
    let document = JSONDocument()
    guard let root = try? document.parse(text, in: 0..<text.count) else { return }
    let value = document.value(root)
    precondition(validate(text), "accepted, and no UTF-8")
    let written = Array(value.text.utf8)
    guard let again = try? document.parse(written, in: 0..<written.count) else {
      preconditionFailure("what was written does not read")
    }
    precondition(Array(document.value(again).text.utf8) == written)
    compareRaw(value, text, document)
  }

  private static func validate(_ text: [UInt8]) -> Bool {
    (try? UTF8Span(validating: text.span)) != nil
  }

  // The raw bytes of each member and element must be the value that the parser saw there.
  private static func compareRaw(_ value: JSONValue, _ text: [UInt8], _ document: JSONDocument) {
    let whole = 0..<text.count
    if let members = value.object {
      let raw = Array(JSONRaw.members(text, whole))
      precondition(raw.count == members.count)
      for (range, member) in zip(raw, members) {
        let key = range.key.lowerBound - 1..<range.key.upperBound + 1
        precondition(read(text, key, document) == .string(member.key))
        precondition(read(text, range.value, document) == member.value)
      }
    } else if let elements = value.array {
      let raw = Array(JSONRaw.elements(text, whole))
      precondition(raw.map { read(text, $0, document) } == elements)
    }
  }

  private static func read(
    _ text: [UInt8], _ range: Range<Int>, _ document: JSONDocument
  ) -> JSONValue? {
    guard let root = try? document.parse(text, in: range) else { return nil }
    return document.value(root)
  }
}
