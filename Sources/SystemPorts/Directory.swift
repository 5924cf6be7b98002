/// One open directory; names are single path components inside it.
///
/// A file's content and its name are made durable apart: `synchronize` on the file, `synchronize` on
/// the directory. Implementations never follow a symbolic link.
package protocol Directory: Sendable {
  associatedtype File: AppendOnlyFile
  associatedtype Lock: Sendable

  /// Where it is, for messages only.
  var path: String { get }

  /// All names inside, sorted, without "." and "..".
  func list() throws(IOFault) -> [String]

  /// Opens a directory inside this one, making it first when `create` is true (0700).
  func directory(_ name: String, create: Bool) throws(IOFault) -> Self

  /// Opens a regular file; anything else of that name is a fault, and is never waited for.
  func open(_ name: String, _ access: FileAccess) throws(IOFault) -> File

  /// Makes this directory the process's own and closes it to everybody else, whoever made it.
  ///
  /// What is in it stays; nobody puts anything there from now on.
  func claim() throws(IOFault)

  /// Replaces `target` in one step; durable after `synchronize`.
  func rename(_ name: String, to target: String) throws(IOFault)

  func remove(_ name: String) throws(IOFault)

  /// Makes this directory's entries durable.
  func synchronize() throws(IOFault)

  /// Takes the one-writer lock for as long as the result lives.
  ///
  /// Without a `holder` the file is neither made nor written to: for a store that must stay as it is.
  ///
  /// - Returns: nil when another process has it; its own words about itself come from `lockHolder`.
  func lock(_ name: String, holder: String?) throws(IOFault) -> Lock?

  /// What the present holder of the lock wrote about itself, as far as it can be read.
  func lockHolder(_ name: String) -> String

  /// Bytes that a file in here could still take.
  func freeBytes() throws(IOFault) -> Int
}

/// How a file is opened.
package enum FileAccess: Sendable {
  case read
  case readWrite
  /// Read and write, made when missing, content kept (0600).
  case create
  /// Read and write, made when missing, emptied when not (0600).
  case replace
}
