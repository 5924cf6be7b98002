import Glibc
package import SystemPorts

/// A directory of a simulated disk.
package struct SimulatedDirectory: Directory {
  /// Gives the lock back with the last reference to it.
  package final class Lock: Sendable {
    private let disk: SimulatedDisk
    init(_ disk: SimulatedDisk) { self.disk = disk }
    deinit { disk.unlock() }
  }

  let disk: SimulatedDisk
  let index: Int
  package let path: String

  package func list() throws(IOFault) -> [String] {
    try disk.read { (state) throws(IOFault) in state.folders[index].entries.keys.sorted() }
  }

  package func directory(_ name: String, create: Bool) throws(IOFault) -> SimulatedDirectory {
    let full = "\(path)/\(name)"
    let node = try disk.read { (state) throws(IOFault) in state.folders[index].entries[name] }
    switch node {
    case .folder(let found): return SimulatedDirectory(disk: disk, index: found, path: full)
    case .file: throw IOFault("open", full, ENOTDIR)
    case nil: break
    }
    if !create { throw IOFault("open", full, ENOENT) }
    let made = try disk.change { (state) throws(IOFault) in
      state.folders.append(Folder())
      state.folders[index].add(name, .folder(state.folders.count - 1))
      return state.folders.count - 1
    }
    return SimulatedDirectory(disk: disk, index: made, path: full)
  }

  package func open(_ name: String, _ access: FileAccess) throws(IOFault) -> SimulatedFile {
    let full = "\(path)/\(name)"
    let node = try disk.read { (state) throws(IOFault) in state.folders[index].entries[name] }
    if case .folder = node { throw IOFault("open", full, EISDIR) }
    if case .file(let found) = node {
      let file = SimulatedFile(disk: disk, index: found, path: full)
      if case .replace = access { try file.truncate(to: 0) }
      return file
    }
    switch access {
    case .read, .readWrite: throw IOFault("open", full, ENOENT)
    case .create, .replace: break
    }
    let made = try disk.change { (state) throws(IOFault) in
      state.inodes.append(Inode())
      state.folders[index].add(name, .file(state.inodes.count - 1))
      return state.inodes.count - 1
    }
    return SimulatedFile(disk: disk, index: made, path: full)
  }

  /// There is only one user.
  package func claim() throws(IOFault) {}

  package func rename(_ name: String, to target: String) throws(IOFault) {
    try change("rename", name) { $0.rename(name, to: target) }
  }

  package func remove(_ name: String) throws(IOFault) {
    try change("unlink", name) { $0.remove(name) }
  }

  package func synchronize() throws(IOFault) {
    try disk.change { (state) throws(IOFault) in
      if state.syncFails() { throw IOFault("fsync", path, EIO) }
      state.folders[index].synchronize()
    }
  }

  package func lock(_ name: String, holder: String?) throws(IOFault) -> Lock? {
    let isTaken = try disk.change { (state) throws(IOFault) in
      defer { state.isLocked = true }
      return state.isLocked
    }
    return isTaken ? nil : Lock(disk)
  }

  package func lockHolder(_ name: String) -> String { "another process" }

  package func freeBytes() throws(IOFault) -> Int {
    try disk.read { (state) throws(IOFault) in state.free }
  }

  private func change(
    _ call: StaticString, _ name: String, _ body: (inout Folder) -> Void
  ) throws(IOFault) {
    try disk.change { (state) throws(IOFault) in
      guard state.folders[index].entries[name] != nil else {
        throw IOFault(call, "\(path)/\(name)", ENOENT)
      }
      body(&state.folders[index])
    }
  }
}
