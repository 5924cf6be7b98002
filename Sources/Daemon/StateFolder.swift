import Glibc
import LinuxSystem
import SystemPorts

/// The state directory's place in the file system.
enum StateFolder {
  /// Opens it and makes it where it is missing; where nobody named it, the folders above it, too.
  ///
  /// A named one with nothing above it is more likely a slip of the pen, or a disk that is not there.
  static func open(_ options: DaemonOptions) throws(DaemonFailure) -> LinuxDirectory {
    let path = options.stateDirectory
    try refuseOthers(path, options.team)
    if options.state == nil { makeFolders(above: path) }
    do throws(IOFault) {
      return try LinuxDirectory.open(path, create: true)
    } catch {
      guard error.isMissing else {
        throw DaemonFailure(
          "cannot open the state directory: " + (DaemonFailure.barred(error) ?? "\(error)"),
          exitCode: 73)
      }
      let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
      throw DaemonFailure(
        "cannot make the state directory \(path): there is no \(parent)\n"
          + "     make it first, if it is the right one:  mkdir -p \(parent)",
        exitCode: 73)
    }
  }

  /// What root writes into another user's state is root's, and that user's own daemon cannot read it.
  private static func refuseOthers(_ path: String, _ team: String) throws(DaemonFailure) {
    var status = stat()
    guard geteuid() == 0, unsafe stat(path, &status) == 0, status.st_uid != 0 else { return }
    let (uid, gid) = (status.st_uid, status.st_gid)
    let name = unsafe getpwuid(uid).flatMap { unsafe String(cString: $0.pointee.pw_name) }
    let user =
      name.map { "sudo -u \($0)" } ?? "setpriv --reuid=\(uid) --regid=\(gid) --clear-groups"
    throw DaemonFailure(
      "\(path) belongs to \(name ?? "uid \(uid)"), and what root's daemon writes there no daemon of "
        + "\(name ?? "that user") can read\n"
        + "     start it as its owner:  \(user) coxswaind --team \(team) --state \(path)",
      exitCode: 78)
  }

  private static func makeFolders(above path: String) {
    for index in path.indices.dropFirst() where path[index] == "/" {
      // What is there stays as it is; what cannot be made is told when the last one is opened.
      _ = unsafe mkdir(String(path[..<index]), 0o700)
    }
  }
}
