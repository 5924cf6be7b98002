package import JSONText

/// `rpc.discover`: the OpenRPC document of this daemon, whole or for one method.
package struct Discover: MethodContract {
  package static let name: StaticString = "rpc.discover"
  package static let need = AccessNeed.anyone
  package static let kind = CallKind.unary

  /// The one method to tell about.
  package var method: String?

  package init(method: String? = nil) { self.method = method }
  package init(_ params: Parameters) throws(WireError) { method = try params.string("method") }

  package func write(into params: inout JSONWriter) {
    params.member("method", method)
  }
}
