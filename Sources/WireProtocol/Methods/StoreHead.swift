package import JSONText

/// `store.head`: the newest seal, for a witness to keep.
package struct StoreHead: MethodContract {
  package static let name: StaticString = "store.head"
  package static let need = AccessNeed.operate
  package static let kind = CallKind.unary

  package init() {}
  package init(_ params: Parameters) {}

  package func write(into params: inout JSONWriter) {}
}
