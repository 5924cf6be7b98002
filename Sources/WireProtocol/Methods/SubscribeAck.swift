package import JSONText

/// `sub.ack`: a durable consumer has dealt with everything up to a cursor.
package struct SubscribeAck: MethodContract {
  package static let name: StaticString = "sub.ack"
  package static let need = AccessNeed.subjects
  package static let kind = CallKind.notification

  /// The subscription's request id as it was written.
  package var stream: [UInt8]
  /// The cursor of the last event or mark that was dealt with.
  package var cursor: CursorToken

  package init(stream: [UInt8], cursor: CursorToken) {
    self.stream = stream
    self.cursor = cursor
  }

  package init(_ params: Parameters) throws(WireError) {
    stream = try params.id("stream")
    guard let cursor = CursorToken(try params.requiredString("cursor")) else {
      throw params.wrong("cursor", "a cursor of this stream, like store:42")
    }
    self.cursor = cursor
  }

  package func write(into params: inout JSONWriter) {
    params.key("stream")
    params.raw(stream)
    params.member("cursor", cursor.text)
  }
}
