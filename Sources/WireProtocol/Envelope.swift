package import JSONText

/// The JSON-RPC frame around what the daemon and its clients say; no line ends.
package enum Envelope {
  /// A reply whose `result` is an object; `members` writes what is in it.
  package static func result(
    id: RequestID, into writer: inout JSONWriter, _ members: (inout JSONWriter) -> Void
  ) {
    writer.opening(#"{"jsonrpc":"2.0","id":"#)
    id.write(into: &writer)
    writer.opening(#""result":{"#)
    members(&writer)
    writer.closing("}}")
  }

  /// A reply to what opened a stream.
  package static func result(
    id: [UInt8], into writer: inout JSONWriter, _ members: (inout JSONWriter) -> Void
  ) {
    result(id: .written(id), into: &writer, members)
  }

  /// A notification; `members` writes what is in `params`.
  package static func notification(
    _ method: StaticString, into writer: inout JSONWriter, _ members: (inout JSONWriter) -> Void
  ) {
    writer.opening(#"{"jsonrpc":"2.0","method":"#)
    writer.string(plain: method)
    writer.opening(#""params":{"#)
    members(&writer)
    writer.closing("}}")
  }

  /// A call of a method: a request with an id, a notification without.
  package static func call<Method: MethodContract>(
    _ method: Method, id: [UInt8]?, into writer: inout JSONWriter
  ) {
    writer.beginObject()
    writer.key("jsonrpc")
    writer.string("2.0")
    if let id {
      writer.key("id")
      writer.raw(id)
    }
    writer.key("method")
    writer.string(Method.name.description)
    writer.key("params")
    writer.beginObject()
    method.write(into: &writer)
    writer.endObject()
    writer.endObject()
  }
}
