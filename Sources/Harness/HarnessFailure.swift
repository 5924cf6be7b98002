/// Why a process or a conversation with one could not go on; the text is for the person running it.
package struct HarnessFailure: Error, CustomStringConvertible, Sendable {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}
