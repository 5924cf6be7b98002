import Glibc

/// Where a command puts what it makes: standard output, or a file.
///
/// Nothing that is there is written over unless the file is to be replaced, and then in one step:
/// the new one is written beside it under a name that nobody can guess and moved there when it is
/// complete and on disk, so that nobody who reads it meanwhile (a node exporter does every few
/// seconds) sees a part of it. A link is never followed to a file: in a folder of somebody else's it
/// may lead anywhere. What is no regular file (a pipe, a device) is written to as it is.
package final class OutputFile {
  /// What becomes of a file that is there.
  package enum Kind {
    /// It is replaced as a whole.
    case replacing
    /// It stays, and the new one is refused.
    case new
    /// It stays, and a number behind its name makes another one; an empty one of ours is taken.
    case beside
  }

  /// The file's path, which a number may follow; nil for standard output.
  package private(set) var path: String?
  private let kind: Kind
  private let temporary: String?
  private let descriptor: Int32
  private let isRegular: Bool
  private var isCommitted = false
  private var buffer: [UInt8] = []

  /// Standard output for nil and `-`, else a file for its owner's eyes unless `mode` says otherwise.
  package init(_ path: String?, _ kind: Kind, mode: UInt32 = 0o600) throws(FileFault) {
    self.kind = kind
    guard let path, !["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"].contains(path) else {
      (temporary, descriptor, isRegular) = (nil, STDOUT_FILENO, false)
      return
    }
    self.path = path
    if Self.isSpecial(path) {
      (temporary, descriptor, isRegular) = (nil, try Self.openSpecial(path), false)
      return
    }
    isRegular = true
    switch kind {
    case .new:
      (temporary, descriptor) = (nil, try Self.create(path, mode))
    case .replacing:
      // A dot in front: textfile collectors read only *.prom, and ls shows no half-made file.
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
      let name = try folder + ".cox-" + Self.unguessable(path)
      do throws(FileFault) {
        (temporary, descriptor) = (name, try Self.create(name, mode))
      } catch {
        throw FileFault(path: path, errno: error.errno)
      }
    case .beside:
      let found = try Self.besides(path, mode)
      (temporary, descriptor) = (nil, found.descriptor)
      self.path = found.path
    }
  }

  deinit {
    guard path != nil else { return }
    close(descriptor)
    guard isRegular, !isCommitted else { return }
    if let temporary { _ = unsafe unlink(temporary) }
    if kind == .new, let path { _ = unsafe unlink(path) }
  }

  /// Takes bytes; they may be kept for a moment.
  package func write(_ bytes: some Sequence<UInt8>) throws(FileFault) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= 65_536 { try flush() }
  }

  /// Lets go of what was kept.
  package func flush() throws(FileFault) {
    try Bytes.write(buffer, to: descriptor, path ?? Bytes.standardOutput)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Makes the file appear, complete and on disk; a new one of which this is not said goes again.
  package func commit() throws(FileFault) {
    try flush()
    guard let path, isRegular else { return }
    guard fsync(descriptor) == 0 else { throw FileFault(path: path, errno: errno) }
    if let temporary {
      guard unsafe rename(temporary, path) == 0 else { throw FileFault(path: path, errno: errno) }
    }
    isCommitted = true
  }

  private static func create(_ path: String, _ mode: UInt32) throws(FileFault) -> Int32 {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    guard file >= 0 else { throw FileFault(path: path, errno: errno) }
    return file
  }

  private static func besides(
    _ path: String, _ mode: UInt32
  ) throws(FileFault) -> (path: String, descriptor: Int32) {
    for number in 1...9999 {
      let name = number == 1 ? path : "\(path).\(number)"
      if let file = emptyOwn(name) { return (name, file) }
      do throws(FileFault) {
        return (name, try create(name, mode))
      } catch {
        guard error.isThere else { throw error }
      }
    }
    throw FileFault(path: path, errno: EEXIST)
  }

  /// Opens a file that is there when it is empty and this user's alone.
  private static func emptyOwn(_ path: String) -> Int32? {
    let file = unsafe open(path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return nil }
    var status = stat()
    guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size == 0, status.st_uid == geteuid(), status.st_mode & 0o077 == 0
    else {
      close(file)
      return nil
    }
    return file
  }

  /// Whether something is there that is no regular file, links followed.
  private static func isSpecial(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
  }

  private static func openSpecial(_ path: String) throws(FileFault) -> Int32 {
    let file = unsafe open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC)
    guard file >= 0 else { throw FileFault(path: path, errno: errno) }
    var status = stat()
    // Whoever put a file there between the two looks gets nothing.
    guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT != S_IFREG else {
      close(file)
      throw FileFault(path: path, errno: EEXIST)
    }
    return file
  }

  private static func unguessable(_ path: String) throws(FileFault) -> String {
    do throws(ClientFault) {
      return try EventID.random()
    } catch {
      throw FileFault(path: path, errno: EIO)
    }
  }
}
