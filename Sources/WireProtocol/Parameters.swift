package import JSONText

/// Reads the members of `params` and words what is wrong with them; unknown members are ignored.
///
/// A member that is `null` counts as missing, so clients may write out what they do not set.
package struct Parameters {
  package let document: JSONDocument
  let node: JSONNode?
  let bytes: [UInt8]
  let line: Range<Int>
  /// Where the object is in the message, as a JSON pointer.
  private var place = "/params"

  /// The members of `node`, an object of the text that `document` parsed from `line` of `bytes`.
  package init(document: JSONDocument, node: JSONNode?, bytes: [UInt8], line: Range<Int>) {
    self.document = document
    self.node = node
    self.bytes = bytes
    self.line = line
  }

  /// The member's node; nil when missing.
  package func node(_ name: StaticString) -> JSONNode? {
    guard let node, let found = document.member(node, name), document.kind(found) != .null else {
      return nil
    }
    return found
  }

  /// A text; nil when missing.
  package func string(_ name: StaticString) throws(WireError) -> String? {
    guard let found = node(name) else { return nil }
    guard let text = document.string(found) else { throw wrong(name, "a text") }
    return text
  }

  /// A text that must be there and not empty.
  package func requiredString(_ name: StaticString) throws(WireError) -> String {
    guard let text = try string(name), !text.isEmpty else {
      throw wrong(name, "a text that is not empty")
    }
    return text
  }

  /// True or false; false when missing.
  package func flag(_ name: StaticString) throws(WireError) -> Bool {
    guard let found = node(name) else { return false }
    guard let flag = document.bool(found) else { throw wrong(name, "true or false") }
    return flag
  }

  /// An integer within a range; nil when missing.
  package func integer(
    _ name: StaticString, in range: ClosedRange<Int64>
  ) throws(WireError) -> Int64? {
    guard let found = node(name) else { return nil }
    guard let value = document.integer(found), range.contains(value) else {
      throw wrong(name, "an integer from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// An object; nil when missing.
  package func object(_ name: StaticString) throws(WireError) -> Parameters? {
    guard let found = node(name) else { return nil }
    guard document.kind(found) == .object else { throw wrong(name, "an object") }
    var object = Parameters(document: document, node: found, bytes: bytes, line: line)
    object.place = "\(place)/\(name)"
    return object
  }

  /// A list of texts; empty when missing.
  package func strings(_ name: StaticString) throws(WireError) -> [String] {
    guard let found = node(name) else { return [] }
    let texts = document.elements(found).map { document.string($0) }
    guard document.kind(found) == .array, !texts.contains(nil) else {
      throw wrong(name, "a list of texts")
    }
    return texts.compactMap(\.self)
  }

  /// A request id as it is written, of a stream that is open.
  func id(_ name: StaticString) throws(WireError) -> [UInt8] {
    let ids = node(name).map { document.kind($0) }
    guard ids == .integer || ids == .string, let params = JSONRaw.member(bytes, line, "params"),
      let range = JSONRaw.member(bytes, params, name), range.count <= Limits.id
    else { throw wrong(name, "the id of an open stream") }
    return Array(bytes[range])
  }

  /// The bytes of each element of a list of `params` itself, as they were sent; nil when missing.
  func rawElements(_ name: StaticString) throws(WireError) -> [ArraySlice<UInt8>]? {
    guard let found = node(name) else { return nil }
    guard document.kind(found) == .array, let params = JSONRaw.member(bytes, line, "params"),
      let list = JSONRaw.member(bytes, params, name)
    else { throw wrong(name, "a list") }
    return JSONRaw.elements(bytes, list).map { bytes[$0] }
  }

  /// The error for a member that is not what it must be.
  package func wrong(_ name: StaticString, _ expected: String) -> WireError {
    let pointer = "\(place)/\(name)"
    let words = pointer.dropFirst().split(separator: "/").joined(separator: ".")
    return WireError(
      .badParams, "\(words) must be \(expected)", details: ["pointer": .string(pointer)])
  }
}
