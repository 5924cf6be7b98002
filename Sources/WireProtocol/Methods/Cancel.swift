package import JSONText

/// `$/cancel`: end an open stream; its response still comes.
package struct Cancel: MethodContract {
  package static let name: StaticString = "$/cancel"
  package static let need = AccessNeed.anyone
  package static let kind = CallKind.notification

  /// The request id of the stream as it was written.
  package var id: [UInt8]

  package init(id: [UInt8]) { self.id = id }
  package init(_ params: Parameters) throws(WireError) { id = try params.id("id") }

  package func write(into params: inout JSONWriter) {
    params.key("id")
    params.raw(id)
  }
}
