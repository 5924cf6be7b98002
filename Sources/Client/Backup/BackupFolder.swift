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
/// interrupted one left there is cleared away, what another process is writing is not.
package final class BackupFolder: BackupTarget {
  /// Why a folder cannot take a backup.
  package enum Refusal: Error, Equatable, Sendable {
    /// Something is in it already.
    case notEmpty(String)
    /// Another process is writing one to the same place.
    case busy(String)
    case file(FileFault)
  }

  package let path: String
  /// Whether what an interrupted backup had left was cleared away.
  package let hadRemains: Bool
  private let partial: String
  private let lock: Int32
  private var descriptor: Int32 = -1
  private var file = ""

  package init(_ path: String) throws(Refusal) {
    let trimmed = Self.trimmed(path)
    self.path = trimmed
    partial = trimmed + ".partial"
    guard Self.isFree(trimmed) else { throw .notEmpty(trimmed) }
    let made = unsafe mkdir(partial, 0o700) == 0
    guard made || errno == EEXIST else {
      throw .file(FileFault(path: partial, errno: errno))
    }
    lock = unsafe open(partial, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard lock >= 0 else { throw .file(FileFault(path: partial, errno: errno)) }
    hadRemains = !made
    // From here on every property is set, so that a throw closes the lock with the rest.
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { throw .busy(partial) }
    try Self.clear(partial)
    guard unsafe mkdir(partial + "/log", 0o700) == 0 else {
      throw .file(FileFault(path: partial + "/log", errno: errno))
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    close(lock)
  }

  /// Ends the file before and begins one; `name` is one that `BackupPath` knows.
  package func begin(_ name: String, bytes: Int) throws(FileFault) {
    try endFile()
    file = "\(partial)/\(name)"
    descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileFault(path: file, errno: errno) }
  }

  package func write(_ bytes: [UInt8]) throws(FileFault) {
    try Bytes.write(bytes, to: descriptor, file)
  }

  /// Makes the folder appear under its name; whatever came there meanwhile stays, and is told.
  package func commit() throws(FileFault) {
    try endFile()
    try Self.synchronize(partial + "/log")
    try Self.synchronize(partial)
    // An empty folder is replaced, one with anything in it is not: the kernel decides in one step.
    guard unsafe rename(partial, path) == 0 else { throw FileFault(path: path, errno: errno) }
    try Self.synchronize(Self.parent(of: path))
  }

  private func endFile() throws(FileFault) {
    guard descriptor >= 0 else { return }
    defer {
      close(descriptor)
      descriptor = -1
    }
    guard fsync(descriptor) == 0 else { throw FileFault(path: file, errno: errno) }
  }

  private static func synchronize(_ folder: String) throws(FileFault) {
    let open = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard open >= 0 else { throw FileFault(path: folder, errno: errno) }
    defer { close(open) }
    guard fsync(open) == 0 else { throw FileFault(path: folder, errno: errno) }
  }

  /// Whether nothing is at the path, or an empty folder; a link counts as something.
  private static func isFree(_ path: String) -> Bool {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return errno == ENOENT }
    return status.st_mode & S_IFMT == S_IFDIR && names(in: path) == []
  }

  /// Removes the files of an earlier attempt; what no backup would have made stays and is told.
  private static func clear(_ folder: String) throws(Refusal) {
    for name in names(in: folder + "/log") where BackupPath.isKnown("log/" + name) {
      _ = unsafe unlink("\(folder)/log/\(name)")
    }
    _ = unsafe unlink(folder + "/HEAD")
    _ = unsafe rmdir(folder + "/log")
    guard names(in: folder) == [] else { throw .notEmpty(folder) }
  }

  private static func names(in folder: String) -> [String] {
    SocketFolder.entries(of: folder).filter { $0 != "." && $0 != ".." }
  }

  private static func trimmed(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.last == "/" { path.removeLast() }
    return String(path)
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
