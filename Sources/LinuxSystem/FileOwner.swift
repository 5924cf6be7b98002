import Glibc
package import SystemPorts

/// A user and a group that files belong to.
package struct FileOwner: Equatable, Sendable {
  package let user: UInt32
  package let group: UInt32

  package init(user: UInt32, group: UInt32) {
    self.user = user
    self.group = group
  }
}

extension LinuxDirectory {
  /// Whose this directory is.
  package func belongsTo() throws(IOFault) -> FileOwner {
    let status = try descriptor.status(path)
    return FileOwner(user: status.st_uid, group: status.st_gid)
  }

  package func claim() throws(IOFault) {
    let status = try descriptor.status(path)
    if status.st_uid != geteuid() {
      try give(to: FileOwner(user: geteuid(), group: getegid()))
    }
    guard status.st_mode & 0o077 != 0 else { return }
    let result = uninterrupted { Int(fchmod(descriptor.number, 0o700)) }
    if result < 0 { throw IOFault("chmod", path, Int32(-result)) }
  }

  /// Gives this directory away; what is in it stays with whom it was.
  package func give(to owner: FileOwner) throws(IOFault) {
    try descriptor.give(to: owner, path)
  }

  /// Gives away the files in this directory, each as what was opened, and then itself.
  package func giveWhole(to owner: FileOwner) throws(IOFault) {
    for name in try list() { try open(name, .read).give(to: owner) }
    try give(to: owner)
  }
}

extension LinuxFile {
  /// Gives the file away, unless it has a second name, which may be in any other place.
  func give(to owner: FileOwner) throws(IOFault) {
    guard try descriptor.status(path).st_nlink == 1 else { return }
    try descriptor.give(to: owner, path)
  }
}

extension Descriptor {
  func status(_ path: String) throws(IOFault) -> stat {
    var status = stat()
    let result = uninterrupted { unsafe Int(fstat(number, &status)) }
    if result < 0 { throw IOFault("fstat", path, Int32(-result)) }
    return status
  }

  fileprivate func give(to owner: FileOwner, _ path: String) throws(IOFault) {
    let result = uninterrupted { Int(fchown(number, owner.user, owner.group)) }
    if result < 0 { throw IOFault("chown", path, Int32(-result)) }
  }
}
