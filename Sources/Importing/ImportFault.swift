package import Client

/// What ends an import before its last row.
///
/// A row that cannot be used is no fault: it is refused, counted and the import goes on.
package enum ImportFault: Error, Equatable, Sendable {
  /// The mapping cannot be used as written.
  case mapping(file: String, line: Int, column: Int, message: String)
  /// No mapping of this name is shipped, and no such file lies here.
  case noMapping(name: String, nearest: String?)
  /// A file is missing or may not be read.
  case unreadable(file: String, errno: Int32)
  /// A file is not the CSV its mapping speaks of.
  case data(file: String, message: String)
  /// A system call on a file failed.
  case io(call: String, file: String, errno: Int32)
  /// Something could not be written.
  case unwritten(FileFault)
  /// The rows are not those that an earlier run left off in; they are all to be sent again.
  case otherRows
  /// The daemon is not there, refused the stream, or went away; `safeRow` is the last row whose
  /// events are certainly durable.
  case daemon(ClientFault, safeRow: Int)
}
