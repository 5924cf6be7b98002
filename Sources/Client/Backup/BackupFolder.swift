import Glibc

/// Where the files of a backup go, one after the other.
package protocol BackupTarget: AnyObject {
  /// Begins a file of so many bytes; `name` is one that `BackupPath` knows.
  func begin(_ name: String, bytes: Int) throws(FileFault)
  func write(_ bytes: [UInt8]) throws(FileFault)
  /// Says that nothing more comes; a backup of which this is not said is none.
  func commit() throws(FileFault)
}

/// A backup as a folder that appears under its name complete and on disk, or not at all.
///
/// It grows beside its place as `NAME.partial`, which this process holds a lock on: what an earlier,
/// interrupted one left there is cleared away, what another process is writing is not. Where others can
/// write in the folder above, they can have put one there: so it must be this user's alone, and all
/// that is done in it is done through the folder that was looked at.
package final class BackupFolder: BackupTarget {
  /// Why a folder cannot take a backup.
  package enum Refusal: Error, Equatable, Sendable {
    /// It names no folder that could be made.
    case noName(String)
    /// Something is in it already.
    case notEmpty(String)
    /// Something else than a folder has that name.
    case noFolder(String, isLink: Bool)
    /// It is another user's, or others can write in it.
    case shared(String)
    /// Another process is writing one to the same place.
    case busy(String)
    case file(FileFault)
  }

  package let path: String
  /// Whether what an interrupted backup had left was cleared away.
  package let hadRemains: Bool
  private let name: String
  private let parent: OpenFolder
  private let partial: OpenFolder
  private let log: OpenFolder
  private var descriptor: Int32 = -1
  private var file = ""

  package init(_ path: String) throws(Refusal) {
    let trimmed = Self.trimmed(path)
    let name = trimmed.split(separator: "/").last.map(String.init) ?? ""
    guard !["", ".", ".."].contains(name) else { throw .noName(path) }
    let above = String(trimmed.dropLast(name.count))
    let parent = try Self.io { () throws(FileFault) in
      try OpenFolder(above.isEmpty ? "." : Self.trimmed(above))
    }
    try Self.expectFree(name, in: parent, trimmed)
    let made = try Self.io { () throws(FileFault) in try parent.make(name + Self.suffix) }
    do throws(Refusal) {
      partial = try Self.taken(name + Self.suffix, in: parent, trimmed + Self.suffix)
      log = try Self.cleared(partial)
    } catch {
      // Who was quicker to lock it goes on in it.
      if made, error != .busy(trimmed + Self.suffix) { parent.removeFolder(name + Self.suffix) }
      throw error
    }
    (self.path, self.name, self.parent, hadRemains) = (trimmed, name, parent, !made)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Ends the file before and begins one; `name` is one that `BackupPath` knows.
  package func begin(_ name: String, bytes: Int) throws(FileFault) {
    try endFile()
    file = "\(partial.path)/\(name)"
    descriptor =
      name.hasPrefix("log/")
      ? try log.create(String(name.dropFirst(4))) : try partial.create(name)
  }

  package func write(_ bytes: [UInt8]) throws(FileFault) {
    try Bytes.write(bytes, to: descriptor, file)
  }

  /// Makes the folder appear under its name; whatever came there meanwhile stays, and is told.
  package func commit() throws(FileFault) {
    try endFile()
    try log.synchronize()
    try partial.synchronize()
    // An empty folder is replaced, one with anything in it is not: the kernel decides in one step.
    try parent.rename(name + Self.suffix, to: name)
    try parent.synchronize()
  }

  private func endFile() throws(FileFault) {
    guard descriptor >= 0 else { return }
    defer {
      close(descriptor)
      descriptor = -1
    }
    guard fsync(descriptor) == 0 else { throw FileFault(path: file, errno: errno) }
  }

  private static let suffix = ".partial"

  /// Refuses a place where anything is but an empty folder; a link counts as something.
  private static func expectFree(
    _ name: String, in parent: OpenFolder, _ path: String
  ) throws(Refusal) {
    guard let kind = try io({ () throws(FileFault) in try parent.kind(name) }) else { return }
    guard kind == S_IFDIR else { throw .noFolder(path, isLink: kind == S_IFLNK) }
    let names = try io { () throws(FileFault) in
      try OpenFolder(name, in: parent, path: path).names()
    }
    guard names.isEmpty else { throw .notEmpty(path) }
  }

  /// Opens the folder that the backup grows in, and holds the lock on it.
  private static func taken(
    _ name: String, in parent: OpenFolder, _ path: String
  ) throws(Refusal) -> OpenFolder {
    if let kind = try io({ () throws(FileFault) in try parent.kind(name) }), kind != S_IFDIR {
      throw .noFolder(path, isLink: kind == S_IFLNK)
    }
    let folder = try io { () throws(FileFault) in
      try OpenFolder(name, in: parent, path: path)
    }
    guard folder.isOwn else { throw .shared(path) }
    guard flock(folder.descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .busy(path) }
    return folder
  }

  /// Removes the files of an earlier attempt; what no backup would have made stays and is told.
  private static func cleared(_ partial: OpenFolder) throws(Refusal) -> OpenFolder {
    let path = "\(partial.path)/log"
    if let log = try? OpenFolder("log", in: partial, path: path) {
      for name in try io({ () throws(FileFault) in try log.names() })
      where BackupPath.isKnown("log/" + name) {
        log.remove(name)
      }
    }
    partial.remove("HEAD")
    partial.removeFolder("log")
    let left = try io { () throws(FileFault) in try partial.names() }
    guard left.isEmpty else { throw .notEmpty(partial.path) }
    return try io { () throws(FileFault) in
      _ = try partial.make("log")
      return try OpenFolder("log", in: partial, path: path)
    }
  }

  private static func io<Value>(
    _ body: () throws(FileFault) -> Value
  ) throws(Refusal) -> Value {
    do throws(FileFault) { return try body() } catch { throw .file(error) }
  }

  private static func trimmed(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.last == "/" { path.removeLast() }
    return String(path)
  }
}
