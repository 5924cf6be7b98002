package import JSONText

/// `ingest.cursor`: where the producer is in its own source, stored with the events before it.
package struct IngestCursor: MethodContract {
  package static let name: StaticString = "ingest.cursor"
  package static let need = AccessNeed.source
  package static let kind = CallKind.notification

  /// The ingest's request id as it was written.
  package var stream: [UInt8]
  /// A text that means something to the producer only.
  package var cursor: String

  package init(stream: [UInt8], cursor: String) {
    self.stream = stream
    self.cursor = cursor
  }

  package init(_ params: Parameters) throws(WireError) {
    stream = try params.id("stream")
    cursor = try params.requiredString("cursor")
    guard cursor.utf8.count <= Limits.cursor else {
      throw params.wrong("cursor", "at most \(Limits.cursor) bytes")
    }
  }

  package func write(into params: inout JSONWriter) {
    params.key("stream")
    params.raw(stream)
    params.member("cursor", cursor)
  }
}
