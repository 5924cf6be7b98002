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
    if options.state == nil { makeFolders(above: path) }
    do throws(IOFault) {
      return try LinuxDirectory.open(path, create: true)
    } catch {
      guard error.isMissing else {
        throw DaemonFailure("cannot open the state directory: \(error)", exitCode: 73)
      }
      let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
      throw DaemonFailure(
        "cannot make the state directory \(path): there is no \(parent)\n"
          + "     make it first, if it is the right one:  mkdir -p \(parent)",
        exitCode: 73)
    }
  }

  private static func makeFolders(above path: String) {
    for index in path.indices.dropFirst() where path[index] == "/" {
      // What is there stays as it is; what cannot be made is told when the last one is opened.
      _ = unsafe mkdir(String(path[..<index]), 0o700)
    }
  }
}
