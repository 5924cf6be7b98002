package import JSONText

/// `status`: how the daemon is and what it holds.
package struct Status: MethodContract {
  package static let name: StaticString = "status"
  package static let need = AccessNeed.member
  package static let kind = CallKind.unary

  package init() {}
  package init(_ params: Parameters) throws(WireError) {}
  package func write(into params: inout JSONWriter) {}
}
