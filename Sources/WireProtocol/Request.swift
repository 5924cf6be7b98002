package import JSONText

/// A line that asks for something: a request when it has an id, else a notification.
///
/// It looks into the document and the bytes it was read from, so it is used before the next line.
package struct Request {
  /// Nil for a notification.
  package let id: RequestID?
  package let params: Parameters
  private let name: JSONNode

  /// What the method is called; like all of the request, before the document reads another text.
  package var method: String { params.document.string(name) ?? "" }

  /// Reads an object that has been parsed from `line` of `bytes`.
  package init(
    _ document: JSONDocument, _ root: JSONNode, _ bytes: [UInt8], _ line: Range<Int>
  ) throws(RequestFault) {
    let kind = document.kind(root)
    guard kind == .object else {
      let what = kind == .array ? "batches are not part of this protocol: send" : "a message is"
      throw RequestFault(nil, "\(what) one JSON object per line")
    }
    let id = try Self.id(document, root, bytes, line)
    guard let version = document.member(root, "jsonrpc"), document.equals(version, "2.0") else {
      throw RequestFault(
        id?.bytes, #"a message has "jsonrpc":"2.0"; an event has "specversion""#)
    }
    guard let name = document.member(root, "method"), document.kind(name) == .string else {
      throw RequestFault(id?.bytes, "a request names its method in a text")
    }
    let params = document.member(root, "params")
    if let params, document.kind(params) != .object {
      throw RequestFault(id?.bytes, WireError(.badParams, "params is an object of named members"))
    }
    self.id = id
    self.name = name
    self.params = Parameters(document: document, node: params, bytes: bytes, line: line)
  }

  /// Whether it calls the method of this name.
  package func calls(_ method: StaticString) -> Bool { params.document.equals(name, method) }

  private static func id(
    _ document: JSONDocument, _ root: JSONNode, _ bytes: [UInt8], _ line: Range<Int>
  ) throws(RequestFault) -> RequestID? {
    guard let node = document.member(root, "id") else { return nil }
    switch document.kind(node) {
    case .integer:
      // Written anew it is what was sent; only a zero may have had a sign.
      if let value = document.integer(node), value != 0 { return .integer(value) }
    case .string: break
    default: throw RequestFault(nil, "an id is a text or an integer")
    }
    guard let range = JSONRaw.member(bytes, line, "id") else { return nil }
    guard range.count <= Limits.id else {
      throw RequestFault(nil, "an id has at most \(Limits.id) bytes")
    }
    return .written(Array(bytes[range]))
  }
}

/// What a request is answered by: a text or an integer, told back as it was written.
package enum RequestID: Equatable, Sendable {
  /// Most ids: kept as a number, they cost no memory of their own.
  case integer(Int64)
  /// The JSON of a text, or of an integer that is spelled in its own way.
  case written([UInt8])

  /// The JSON of the id.
  package var bytes: [UInt8] {
    switch self {
    case .integer(let value): Array("\(value)".utf8)
    case .written(let bytes): bytes
    }
  }

  func write(into writer: inout JSONWriter) {
    switch self {
    case .integer(let value): writer.integer(value)
    case .written(let bytes): writer.raw(bytes)
    }
  }
}

/// Why a line is no request, and the id to answer with, where it has a good one.
package struct RequestFault: Error, Equatable, Sendable {
  package let id: [UInt8]?
  package let error: WireError

  /// The fault of a line that did not parse.
  ///
  /// Only one with a number out of range is JSON all the same, so only there is an id trusted, and
  /// that only when it reads by itself: it may be the very number that is out of range.
  package init(_ fault: JSONFault, _ bytes: [UInt8], _ line: Range<Int>) {
    error = WireError(fault)
    let found = fault.kind == .integerRange ? JSONRaw.member(bytes, line, "id") : nil
    let document = JSONDocument()
    guard let found, found.count <= Limits.id, let root = try? document.parse(bytes, in: found)
    else {
      id = nil
      return
    }
    let kind = document.kind(root)
    id = kind == .integer || kind == .string ? Array(bytes[found]) : nil
  }

  init(_ id: [UInt8]?, _ error: WireError) {
    self.id = id
    self.error = error
  }

  init(_ id: [UInt8]?, _ message: String) {
    self.init(id, WireError(.badRequest, message))
  }
}
