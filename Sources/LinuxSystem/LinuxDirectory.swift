import Glibc
package import SystemPorts

/// A directory on a mounted file system, held open: later calls cannot be led elsewhere by a rename.
package struct LinuxDirectory: Directory {
  /// Holds the flock until the last reference goes.
  package struct Lock: Sendable { let descriptor: Descriptor }

  package let path: String
  let descriptor: Descriptor
  /// Whose the files become that are made right in it, where that is not this process's user.
  package var owner: FileOwner?

  /// Opens the directory at a path; with `create`, makes it (0700) when its parent is there.
  ///
  /// The path may be a link, as a service's state directory is under a dynamic user; whoever runs
  /// the daemon chose it. Nothing inside is reached through a link.
  package static func open(_ path: String, create: Bool = false) throws(IOFault) -> LinuxDirectory {
    try open(path, under: AT_FDCWD, path: path, create: create, linkFlag: 0)
  }

  private static func open(
    _ name: String, under parent: Int32, path: String, create: Bool, linkFlag: Int32 = O_NOFOLLOW
  ) throws(IOFault) -> LinuxDirectory {
    if create {
      let made = uninterrupted { unsafe Int(mkdirat(parent, name, 0o700)) }
      if made < 0 && made != -Int(EEXIST) { throw IOFault("mkdir", path, Int32(-made)) }
    }
    let flags = O_RDONLY | O_DIRECTORY | linkFlag | O_CLOEXEC
    let number = uninterrupted { unsafe Int(openat(parent, name, flags)) }
    if number < 0 { throw IOFault("open", path, Int32(-number)) }
    return LinuxDirectory(path: path, descriptor: Descriptor(Int32(number)))
  }

  package func directory(_ name: String, create: Bool) throws(IOFault) -> LinuxDirectory {
    try Self.open(name, under: descriptor.number, path: full(name), create: create)
  }

  package func list() throws(IOFault) -> [String] {
    // A second descriptor: closedir closes the one it reads from.
    let number = uninterrupted { unsafe Int(openat(descriptor.number, ".", O_RDONLY | O_CLOEXEC)) }
    if number < 0 { throw IOFault("open", path, Int32(-number)) }
    guard let stream = unsafe fdopendir(Int32(number)) else {
      _ = Glibc.close(Int32(number))
      throw IOFault("opendir", path, errno)
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else {
        if errno != 0 { throw IOFault("readdir", path, errno) }
        return names.sorted()
      }
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
        unsafe field.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
  }

  package func open(_ name: String, _ access: FileAccess) throws(IOFault) -> LinuxFile {
    let flags =
      switch access {
      case .read: O_RDONLY
      case .readWrite: O_RDWR
      case .create: O_RDWR | O_CREAT
      case .replace: O_RDWR | O_CREAT | O_TRUNC
      }
    // Without O_NONBLOCK, a pipe of that name would be waited for until somebody writes into it.
    let always = O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    let number = uninterrupted {
      unsafe Int(openat(descriptor.number, name, flags | always, 0o600))
    }
    if number == -Int(ENXIO) { throw IOFault("open", full(name), IOFault.notRegular) }
    if number < 0 { throw IOFault("open", full(name), Int32(-number)) }
    let file = LinuxFile(path: full(name), descriptor: Descriptor(Int32(number)))
    guard try file.descriptor.status(file.path).st_mode & S_IFMT == S_IFREG else {
      throw IOFault("open", file.path, IOFault.notRegular)
    }
    // One that keeps its content may be anybody's that was moved here.
    if let owner, case .replace = access { try file.give(to: owner) }
    return file
  }

  package func rename(_ name: String, to target: String) throws(IOFault) {
    let result = uninterrupted {
      unsafe Int(renameat(descriptor.number, name, descriptor.number, target))
    }
    if result < 0 { throw IOFault("rename", full(target), Int32(-result)) }
  }

  package func remove(_ name: String) throws(IOFault) {
    let result = uninterrupted { unsafe Int(unlinkat(descriptor.number, name, 0)) }
    if result < 0 { throw IOFault("unlink", full(name), Int32(-result)) }
  }

  package func synchronize() throws(IOFault) {
    let result = uninterrupted { Int(fsync(descriptor.number)) }
    if result < 0 { throw IOFault("fsync", path, Int32(-result)) }
  }

  package func lock(_ name: String, holder: String?) throws(IOFault) -> Lock? {
    let file = try open(name, holder == nil ? .read : .create)
    let taken = uninterrupted { Int(flock(file.descriptor.number, LOCK_EX | LOCK_NB)) }
    if taken == -Int(EWOULDBLOCK) { return nil }
    if taken < 0 { throw IOFault("flock", file.path, Int32(-taken)) }
    // Only a courtesy to whoever is refused: on a full disk the lock must still be had.
    if let holder {
      if (try? file.truncate(to: 0)) != nil, let owner { try file.give(to: owner) }
      _ = try? file.write(Array(holder.utf8).span, at: 0)
    }
    return Lock(descriptor: file.descriptor)
  }

  package func lockHolder(_ name: String) -> String {
    var buffer = [UInt8](repeating: 0, count: 128)
    guard let file = try? open(name, .read),
      let count = try? file.read(into: &buffer, 0..<buffer.count, at: 0)
    else { return "another process" }
    return count == 0 ? "another process" : String(decoding: buffer[..<count], as: UTF8.self)
  }

  package func freeBytes() throws(IOFault) -> Int {
    var status = statvfs()
    let result = uninterrupted { unsafe Int(fstatvfs(descriptor.number, &status)) }
    if result < 0 { throw IOFault("fstatvfs", path, Int32(-result)) }
    return Int(status.f_bavail) * Int(status.f_frsize)
  }

  private func full(_ name: String) -> String { "\(path)/\(name)" }
}
