package import JSONText

/// An error as it goes over the wire: what happened, in words, and details a program can use.
package struct WireError: Error, Equatable, Sendable {
  package let kind: ErrorKind
  /// One sentence: what, where, and what to do about it.
  package let message: String
  /// An object whose members depend on the kind; protocol/errors.json lists them.
  package let details: JSONValue?

  package init(_ kind: ErrorKind, _ message: String, details: JSONValue? = nil) {
    self.kind = kind
    self.message = Self.cut(message)
    self.details = details.map(Self.cut)
  }

  // What a peer sent comes back in errors; cut, so that no request makes a reply of its own size.
  private static func cut(_ text: String) -> String {
    // By scalars: one character may be as long as the request.
    text.utf8.count <= 1_024 ? text : String(text.unicodeScalars.prefix(200)) + "…"
  }

  private static func cut(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): .string(cut(text))
    case .array(let elements): .array(elements.prefix(16).map(cut))
    case .object(let members): .object(members.map { JSONValue.Member($0.key, cut($0.value)) })
    default: value
    }
  }

  /// The same error, of a question about a past moment.
  package func of(_ moment: String) -> WireError {
    WireError(kind, "\(message), as of \(moment)", details: details)
  }

  /// A fault of an event, with the JSON pointer of the member that is wrong.
  package static func eventInvalid(_ message: String, _ pointer: String) -> WireError {
    WireError(.eventInvalid, message, details: ["pointer": .string(pointer)])
  }

  /// A text that is not JSON is a parse error; numbers out of range are wrong parameters.
  package init(_ fault: JSONFault) {
    self.init(fault.kind == .integerRange ? .badParams : .parse, fault.message)
  }

  /// Writes the `error` object.
  package func write(into writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("code")
    writer.integer(kind.code)
    writer.key("message")
    writer.string(message)
    writer.key("data")
    writer.beginObject()
    writer.key("kind")
    writer.string(kind.rawValue)
    writer.key("retry")
    writer.string(kind.retry.rawValue)
    if let details {
      writer.key("details")
      details.write(into: &writer)
    }
    if let messageID = kind.messageID {
      writer.key("messageId")
      writer.string(messageID)
    }
    writer.endObject()
    writer.endObject()
  }

  /// Writes a whole error reply without its line end; nil is the null id of what had none.
  package func writeReply(id: [UInt8]?, into writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("jsonrpc")
    writer.string("2.0")
    writer.key("id")
    if let id { writer.raw(id) } else { writer.null() }
    writer.key("error")
    write(into: &writer)
    writer.endObject()
  }
}
