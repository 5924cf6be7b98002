import CLinux
import Glibc
import SystemPorts

/// The socket's place in the file system: a private directory, nobody else's file, the right mode.
struct SocketFile {
  /// Why a socket can't be served at a path, with what to do about it.
  struct Refusal: Error {
    let message: String
  }

  static let maximumPath = 107
  let path: String
  let mode: UInt32
  /// The group that may use the socket besides its owner; nil leaves the process's own.
  let group: String?
  /// Why the path is what nobody asked for; empty where it is not.
  private let reason: String

  /// The socket that a daemon with these options listens on.
  init(_ options: DaemonOptions) {
    path = options.socketPath
    mode = options.socketMode
    group = options.socketGroup
    reason =
      options.lacksRuntimeFolder
      ? "XDG_RUNTIME_DIR is not set, as in cron and after su, so this is the system's place\n"
        + "     where you are logged in as well:  export XDG_RUNTIME_DIR=/run/user/\(geteuid())\n"
        + "     or name a place:  coxswaind --team \(options.team) --socket PATH" : ""
  }

  /// Looks at the path and its folder, which is made where it is missing; touches no socket.
  func checkPlace() throws(Refusal) {
    guard path.utf8.count <= Self.maximumPath else {
      throw Refusal(
        message: "the socket's path is longer than \(Self.maximumPath) bytes: \(path)\n"
          + "     choose a shorter one:  coxswaind --socket PATH")
    }
    try checkFolder()
    if let group, unsafe getgrnam(group) == nil {
      throw Refusal(
        message: "there is no group \(group): make it (groupadd \(group)), or name another")
    }
    if let status, !isOurs(status) { throw taken }
  }

  /// Removes a socket of ours that nobody answers on; call under the store's lock.
  func prepare() throws(Refusal) {
    try checkPlace()
    try removeStale()
  }

  private var folder: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private func checkFolder() throws(Refusal) {
    // Others pass through a folder of ours only where the socket is for them, too.
    let folderMode: mode_t = mode & 0o077 == 0 ? 0o700 : 0o755
    if unsafe mkdir(folder, folderMode) != 0 && errno != EEXIST {
      throw noPlace("cannot make the socket's folder \(folder): \(errnoText(errno))")
    }
    var status = stat()
    guard unsafe lstat(folder, &status) == 0 else {
      throw Refusal(message: "cannot look at the socket's folder \(folder): errno \(errno)")
    }
    let isFolder = status.st_mode & S_IFMT == S_IFDIR
    let isOpen = status.st_mode & 0o022 != 0
    let isOurs = status.st_uid == geteuid() || status.st_uid == 0
    guard isFolder, !isOpen, isOurs else {
      throw Refusal(
        message: "\(folder) is no safe place for a socket: it must be a folder of yours or root's "
          + "that others can't write\n     choose one:  coxswaind --socket ~/coxswain/TEAM.sock")
    }
    guard unsafe faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) == 0 else {
      throw noPlace("cannot make a socket in \(folder): \(errnoText(errno))")
    }
  }

  /// A refusal with the way out.
  private func noPlace(_ what: String) -> Refusal {
    Refusal(
      message: what + "\n     "
        + (reason.isEmpty ? "choose another place:  coxswaind --socket PATH" : reason))
  }

  /// What is at the path; nil where nothing is.
  private var status: stat? {
    var status = stat()
    return unsafe lstat(path, &status) == 0 ? status : nil
  }

  private func isOurs(_ status: stat) -> Bool {
    status.st_mode & S_IFMT == S_IFSOCK && status.st_uid == geteuid()
  }

  private var taken: Refusal {
    Refusal(message: "\(path) is there already and is no socket of ours: move it away")
  }

  private func removeStale() throws(Refusal) {
    guard let status else { return }
    guard isOurs(status) else { throw taken }
    let descriptor = unsafe cox_unix_connect(path, path.utf8.count)
    if descriptor >= 0 {
      close(descriptor)
      throw Refusal(message: "something answers on \(path) already")
    }
    _ = unsafe unlink(path)
  }

  /// Binds with a mask that lets only us in until the mode is set.
  func whileBinding<R>(_ bind: () throws -> R) throws -> R {
    let before = umask(0o177)
    defer { umask(before) }
    let result = try bind()
    try give()
    guard unsafe chmod(path, mode_t(mode)) == 0 else {
      throw Refusal(message: "cannot set the mode of \(path): errno \(errno)")
    }
    return result
  }

  /// Gives the socket to its group, before the mode lets the group in.
  private func give() throws(Refusal) {
    guard let group else { return }
    guard let entry = unsafe getgrnam(group) else {
      throw Refusal(message: "there is no group \(group) any more")
    }
    guard unsafe chown(path, uid_t.max, entry.pointee.gr_gid) == 0 else {
      throw Refusal(message: "cannot give \(path) to the group \(group): errno \(errno)")
    }
  }
}
