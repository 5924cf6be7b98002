package import JSONText

/// `store.status`: what the log takes of the disk, and how long there is room.
package struct StoreStatus: MethodContract {
  package static let name: StaticString = "store.status"
  package static let need = AccessNeed.operate
  package static let kind = CallKind.unary

  package init() {}
  package init(_ params: Parameters) {}

  package func write(into params: inout JSONWriter) {}
}
