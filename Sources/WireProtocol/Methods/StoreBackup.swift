package import JSONText

/// `store.backup`: a copy of the log up to the record that is the newest one on disk now.
package struct StoreBackup: MethodContract {
  package static let name: StaticString = "store.backup"
  package static let need = AccessNeed.operate
  package static let kind = CallKind.stream

  package init() {}
  package init(_ params: Parameters) {}

  package func write(into params: inout JSONWriter) {}
}
