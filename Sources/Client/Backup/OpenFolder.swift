import Glibc

/// A folder held open: what is done in it cannot be led elsewhere by a link or a rename.
final class OpenFolder {
  /// Where it was when it was opened, for messages only.
  let path: String
  let descriptor: Int32

  /// Opens the folder at a path, which may be a link: whoever runs the command chose it.
  init(_ path: String) throws(FileFault) {
    self.path = path
    descriptor = try Self.open(path, under: AT_FDCWD, 0, path)
  }

  /// Opens a folder inside another one, never through a link.
  init(_ name: String, in parent: OpenFolder, path: String) throws(FileFault) {
    self.path = path
    descriptor = try Self.open(name, under: parent.descriptor, O_NOFOLLOW, path)
  }

  deinit { close(descriptor) }

  private static func open(
    _ name: String, under parent: Int32, _ flags: Int32, _ path: String
  ) throws(FileFault) -> Int32 {
    let found = unsafe openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | flags)
    guard found >= 0 else { throw FileFault(path: path, errno: errno) }
    return found
  }

  /// Whether it belongs to this process's user, and nobody else can write in it.
  var isOwn: Bool {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 && status.st_uid == geteuid()
      && status.st_mode & 0o022 == 0
  }

  /// What kind of file a name is (`S_IFDIR`, …), a link itself and not where it leads; nil for none.
  func kind(_ name: String) throws(FileFault) -> mode_t? {
    var status = stat()
    if unsafe fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 {
      return status.st_mode & S_IFMT
    }
    guard errno == ENOENT else { throw FileFault(path: inside(name), errno: errno) }
    return nil
  }

  /// The names of all that it holds.
  func names() throws(FileFault) -> [String] {
    // A second descriptor: closedir closes the one it reads from.
    let copy = try Self.open(".", under: descriptor, 0, path)
    guard let stream = unsafe fdopendir(copy) else {
      let fault = FileFault(path: path, errno: errno)
      close(copy)
      throw fault
    }
    defer { unsafe closedir(stream) }
    return unsafe SocketFolder.entries(of: stream).filter { $0 != "." && $0 != ".." }
  }

  /// Makes a folder for this user alone; false where something of that name is there.
  func make(_ name: String) throws(FileFault) -> Bool {
    if unsafe mkdirat(descriptor, name, 0o700) == 0 { return true }
    guard errno == EEXIST else { throw FileFault(path: inside(name), errno: errno) }
    return false
  }

  /// Makes a file that was not there, for this user alone, and opens it to be written.
  func create(_ name: String) throws(FileFault) -> Int32 {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let file = unsafe openat(descriptor, name, flags, 0o600)
    guard file >= 0 else { throw FileFault(path: inside(name), errno: errno) }
    return file
  }

  /// Removes a file as far as it can be removed.
  func remove(_ name: String) { _ = unsafe unlinkat(descriptor, name, 0) }

  /// Removes a folder that is empty, and leaves any other.
  func removeFolder(_ name: String) { _ = unsafe unlinkat(descriptor, name, AT_REMOVEDIR) }

  /// Gives what is in it another name; an empty folder of that name is replaced, nothing else is.
  func rename(_ name: String, to target: String) throws(FileFault) {
    guard unsafe renameat(descriptor, name, descriptor, target) == 0 else {
      throw FileFault(path: inside(target), errno: errno)
    }
  }

  func synchronize() throws(FileFault) {
    guard fsync(descriptor) == 0 else { throw FileFault(path: path, errno: errno) }
  }

  private func inside(_ name: String) -> String {
    path == "." ? name : path.hasSuffix("/") ? path + name : "\(path)/\(name)"
  }
}
