import Glibc
import LinuxSystem
import SystemPorts

/// Root works on state directories for the users whose daemons open them.
enum StateOwner {
  /// Whose the files become that are made in `root`; nil where they stay with who makes them.
  ///
  /// Where the directory is root's as well, because root made it, they go to the owner of `model`.
  static func of(
    _ root: LinuxDirectory, like model: LinuxDirectory? = nil
  ) throws(IOFault) -> FileOwner? {
    guard geteuid() == 0 else { return nil }
    let owner = try root.belongsTo()
    if owner.user != 0 { return owner }
    guard let other = try model?.belongsTo(), other.user != 0 else { return nil }
    return other
  }
}
