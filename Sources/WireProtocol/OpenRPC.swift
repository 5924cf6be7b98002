package import JSONText

/// The OpenRPC document of this protocol: protocol/openrpc.json, compiled in.
package enum OpenRPC {
  /// The file as people read it.
  package static var text: [UInt8] { PackageResources.openrpc_json }

  /// The document for one method, or for all; nil when there is no such method.
  package static func document(method: String? = nil) -> JSONValue? {
    let document = JSONDocument()
    guard let root = try? document.parse(text, in: 0..<text.count) else { return nil }
    let whole = document.value(root)
    guard let method else { return whole }
    guard let found = whole["methods"]?.array?.first(where: { $0["name"]?.string == method }),
      let members = whole.object
    else { return nil }
    return .object(
      members.map { $0.key == "methods" ? JSONValue.Member("methods", [found]) : $0 })
  }
}
