package import JSONText

/// `clock.advance`: move a test clock on; weeks that end on the way close.
package struct ClockAdvance: MethodContract {
  package static let name: StaticString = "clock.advance"
  package static let need = AccessNeed.operate
  package static let kind = CallKind.unary

  /// The instant to go to, RFC 3339.
  package var to: String

  package init(to: String) { self.to = to }
  package init(_ params: Parameters) throws(WireError) { to = try params.requiredString("to") }

  package func write(into params: inout JSONWriter) {
    params.member("to", to)
  }
}
