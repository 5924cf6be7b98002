/// Why a line that is JSON is no event of ours.
package struct EventFault: Error, Equatable, Sendable {
  /// The member at fault, as a JSON pointer; empty for the whole event.
  package let pointer: String
  package let message: String

  package init(_ pointer: String, _ message: String) {
    self.pointer = pointer
    self.message = message
  }
}
