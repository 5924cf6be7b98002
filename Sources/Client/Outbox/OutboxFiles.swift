import Glibc

/// An exclusive lock on a file that exists for nothing else; it ends with the value or the process.
package struct FileLock: ~Copyable {
  let descriptor: Int32

  private init(descriptor: Int32) { self.descriptor = descriptor }

  /// Takes the lock, waiting for it or not; nil when somebody else has it.
  static func take(_ path: String, waiting: Bool) throws(FileFault) -> FileLock? {
    let file = try OutboxFiles.open(path, O_RDWR | O_CREAT)
    while flock(file, waiting ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      let code = errno
      close(file)
      guard code == EWOULDBLOCK else { throw FileFault(path: path, errno: code) }
      return nil
    }
    return FileLock(descriptor: file)
  }

  deinit { close(descriptor) }
}

/// Small files of one user, replaced as a whole or appended to, and on disk when a call returns.
enum OutboxFiles {
  /// Opens a file that only its owner may read.
  static func open(_ path: String, _ flags: Int32) throws(FileFault) -> Int32 {
    let file = unsafe Glibc.open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw FileFault(path: path, errno: errno) }
    return file
  }

  /// Makes a folder and those above it, for this user alone.
  static func makeFolder(_ path: String) throws(FileFault) {
    if unsafe mkdir(path, 0o700) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      throw FileFault(path: path, errno: errno)
    }
    try makeFolder(String(path[..<slash]))
    guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw FileFault(path: path, errno: errno)
    }
  }

  /// All bytes of a file; none when it is not there.
  static func read(_ path: String) throws(FileFault) -> [UInt8] {
    let file = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else {
      if errno == ENOENT { return [] }
      throw FileFault(path: path, errno: errno)
    }
    defer { close(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe chunk.withUnsafeMutableBytes {
        unsafe Glibc.read(file, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileFault(path: path, errno: errno) }
      if count == 0 { return bytes }
      bytes += chunk[0..<count]
    }
  }

  /// Adds a line; what a killed writer left behind the last line end is cut off first.
  static func append(_ line: [UInt8], to path: String) throws(FileFault) {
    let before = try read(path)
    let whole = before.lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
    let file = try open(path, O_WRONLY | O_CREAT)
    defer { close(file) }
    guard ftruncate(file, off_t(whole)) == 0, lseek(file, 0, SEEK_END) >= 0 else {
      throw FileFault(path: path, errno: errno)
    }
    try write(line + [0x0a], to: file, path)
    if before.isEmpty { try synchronizeFolder(of: path) }
  }

  /// Puts other bytes in place of the file, in one step.
  static func replace(_ path: String, _ bytes: [UInt8]) throws(FileFault) {
    let new = path + ".new"
    let file = try open(new, O_WRONLY | O_CREAT | O_TRUNC)
    defer { close(file) }
    try write(bytes, to: file, new)
    guard unsafe rename(new, path) == 0 else { throw FileFault(path: path, errno: errno) }
    try synchronizeFolder(of: path)
  }

  private static func write(_ bytes: [UInt8], to file: Int32, _ path: String) throws(FileFault) {
    try Bytes.write(bytes, to: file, path)
    guard fsync(file) == 0 else { throw FileFault(path: path, errno: errno) }
  }

  private static func synchronizeFolder(of path: String) throws(FileFault) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let file = unsafe Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard file >= 0 else { throw FileFault(path: folder, errno: errno) }
    defer { close(file) }
    guard fsync(file) == 0 else { throw FileFault(path: folder, errno: errno) }
  }

  /// The size of a file and its owner; nil when it is not there.
  static func state(_ path: String) -> (size: Int, owner: UInt32)? {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return nil }
    return (Int(status.st_size), status.st_uid)
  }
}
