import EventLog
import Glibc
import SystemPorts

/// Words for files that a start or a tool does not reach although no disk fails.
extension DaemonFailure {
  /// Why a log cannot be opened for writing.
  static func opening(_ failure: LogFailure) -> DaemonFailure {
    var told = DaemonFailure(failure)
    if case .io(let fault) = failure, let words = barred(fault) { told.description = words }
    return told
  }

  /// What bars a start's way to a file; nil where it may be the disk.
  static func barred(_ fault: IOFault) -> String? {
    switch fault.code {
    case EACCES, EPERM:
      "\(fault): uid \(geteuid()) may not\n"
        + "     see who may, and start it as that user:  namei -l \(fault.path)"
    case EROFS:
      "\(fault.path) cannot be written: its file system is mounted read-only\n"
        + "     see how:  findmnt -T \(folder(above: fault.path))\n"
        + "     the kernel does that to a disk that fails, too:  journalctl -k"
    default: nil
    }
  }

  /// Why the log in `state` cannot be read; a fault of the disk itself when it is nothing else.
  static func reading(_ state: String, _ fault: IOFault) -> DaemonFailure {
    unreachable(fault, state)
      ?? DaemonFailure(
        "the log cannot be read: \(fault)\n"
          + "     where the disk itself fails, copy first what it still gives, then repair the copy",
        exitCode: 74)
  }

  /// Why the directory that a tool was to write cannot be made or opened.
  static func making(_ path: String, _ fault: IOFault) -> DaemonFailure {
    if path.count > 1, path.hasSuffix("/") { return making(String(path.dropLast()), fault) }
    switch fault.code {
    case ENOENT where "\(fault.call)" == "open":
      return DaemonFailure(
        "cannot open \(path): it is a link that leads nowhere\n     look:  ls -l \(path)",
        exitCode: 73)
    case ENOENT:
      let parent = folder(above: path)
      return DaemonFailure(
        "cannot make \(path): there is no \(parent)\n"
          + "     make it first, if it is the right one:  mkdir -p \(parent)", exitCode: 73)
    case ENOTDIR, EEXIST:
      return DaemonFailure(
        "cannot make \(path): something is in the way that is no directory\n"
          + "     look:  ls -ld \(path)", exitCode: 73)
    default:
      return unreachable(fault, path)
        ?? DaemonFailure("cannot open \(path): \(fault)", exitCode: 73)
    }
  }

  /// What stands between a tool and a file; nil where it may be the disk.
  static func unreachable(_ fault: IOFault, _ state: String) -> DaemonFailure? {
    // What cannot be made is not there to be looked at.
    let place = "\(fault.call)" == "mkdir" ? folder(above: state) : state
    return switch fault.code {
    case ENOENT where fault.path == "\(state)/log":
      DaemonFailure(
        "there is no log in \(state): it has no folder log, so it is no state directory\n"
          + "     look:  ls -la \(state)", exitCode: 66)
    case ENOENT: DaemonFailure("there is no \(fault.path)", exitCode: 66)
    case ENOTDIR:
      DaemonFailure(
        "\(fault.path) is no directory; inside a state directory links are not followed\n"
          + "     look:  ls -ld \(fault.path)", exitCode: 66)
    case ELOOP, IOFault.notRegular:
      DaemonFailure(
        "\(fault.path) is no regular file, so it is no part of a log; links are not followed\n"
          + "     look:  ls -l \(fault.path)", exitCode: 66)
    case EACCES, EPERM:
      DaemonFailure(
        "\(fault): uid \(geteuid()) may not\n"
          + "     run it as root, or as the owner:  ls -ld \(place)", exitCode: 77)
    case EROFS:
      DaemonFailure(
        "\(fault.path) cannot be written: its file system is mounted read-only\n"
          + "     name a directory elsewhere, or see how it is mounted:  findmnt -T \(place)",
        exitCode: 77)
    default: nil
    }
  }

  private static func folder(above path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
