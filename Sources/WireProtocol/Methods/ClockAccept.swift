package import JSONText

/// `clock.accept`: believe the machine's clock again, after it was doubted.
package struct ClockAccept: MethodContract {
  package static let name: StaticString = "clock.accept"
  package static let need = AccessNeed.operate
  package static let kind = CallKind.unary

  package init() {}
  package init(_ params: Parameters) {}

  package func write(into params: inout JSONWriter) {}
}
