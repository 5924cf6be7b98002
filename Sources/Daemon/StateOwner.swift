import Glibc
import LinuxSystem
import SystemPorts

/// Root works on state directories for the users whose daemons open them.
enum StateOwner {
  /// Gives what root made in a state directory to the directory's owner.
  ///
  /// Where that is root as well, because root made the directory, it goes to the owner of `model`.
  static func give(_ state: String, like model: String? = nil) throws(IOFault) {
    guard geteuid() == 0, var owner = status(state) else { return }
    if owner.st_uid == 0, let model, let other = status(model) {
      owner = other
      if owner.st_uid != 0 { try give(state, to: owner) }
    }
    guard owner.st_uid != 0 else { return }
    for name in ["lock", "HEAD"] { try give("\(state)/\(name)", to: owner) }
    for name in ["log", "quarantine"] {
      let folder = "\(state)/\(name)"
      for file in (try? LinuxDirectory.open(folder).list()) ?? [] {
        try give("\(folder)/\(file)", to: owner)
      }
      try give(folder, to: owner)
    }
  }

  private static func status(_ path: String) -> stat? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? status : nil
  }

  private static func give(_ path: String, to owner: stat) throws(IOFault) {
    guard unsafe lchown(path, owner.st_uid, owner.st_gid) == 0 || errno == ENOENT else {
      throw IOFault("chown", path, errno)
    }
  }
}
