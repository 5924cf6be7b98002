import Glibc

/// Finds the daemon's socket: `--socket`, `$COX_SOCKET`, `--team`/`$COX_TEAM`, the only socket in
/// the user's folder, the only one in the system's (DESIGN: names).
package struct SocketSearch: Sendable {
  /// Folders in the order in which they are looked at.
  package var folders: [String]
  package var socket: String?
  package var team: String?
  /// Names of the sockets in a folder; empty when it cannot be read.
  package var sockets: @Sendable (String) -> [String]

  /// A search with everything given, for tests and for tools that have their own options.
  package init(
    socket: String?, team: String?, folders: [String],
    sockets: @escaping @Sendable (String) -> [String]
  ) {
    self.socket = socket
    self.team = team
    self.folders = folders
    self.sockets = sockets
  }

  /// The search of this process: `--socket`, `$COX_SOCKET`, `--team`, `$COX_TEAM`, in this order.
  package init(
    socket: String? = nil, team: String? = nil,
    environment: (String) -> String? = Environment.value,
    sockets: @escaping @Sendable (String) -> [String] = SocketFolder.names
  ) {
    let runtime = environment("XDG_RUNTIME_DIR").map { "\($0)/coxswain" }
    self.init(
      socket: socket ?? environment("COX_SOCKET"), team: team ?? environment("COX_TEAM"),
      folders: [runtime, "/run/coxswain"].compactMap(\.self), sockets: sockets)
  }

  /// The path of the socket to connect to.
  package func find() throws(ClientFault) -> String {
    if let socket { return try checked(socket) }
    if let team {
      guard Self.isTeam(team) else { throw .badTeam(team) }
      let found = folders.first { sockets($0).contains("\(team).sock") }
      return try checked("\(found ?? folders.last ?? "")/\(team).sock")
    }
    for folder in folders {
      let names = sockets(folder).sorted()
      if names.count == 1 { return try checked("\(folder)/\(names[0])") }
      if names.count > 1 { throw .severalSockets(all()) }
    }
    throw .noSocket(folders: folders)
  }

  /// Every socket in every folder, in order.
  package func all() -> [String] {
    folders.flatMap { folder in sockets(folder).sorted().map { "\(folder)/\($0)" } }
  }

  /// `[a-z][a-z0-9-]{0,20}`.
  package static func isTeam(_ name: String) -> Bool {
    guard let first = name.utf8.first, name.utf8.count <= 21 else { return false }
    let isLetter = { (byte: UInt8) in (0x61...0x7a).contains(byte) }
    return isLetter(first)
      && name.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x2d }
  }

  private func checked(_ path: String) throws(ClientFault) -> String {
    guard path.utf8.count <= 107 else { throw .pathTooLong(path) }
    return path
  }
}

/// Reads the environment of the process.
package enum Environment {
  /// A variable's value; nil when unset or empty.
  package static func value(_ name: String) -> String? {
    guard let pointer = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: pointer)
    return text.isEmpty ? nil : text
  }
}

/// Lists the sockets of a folder.
package enum SocketFolder {
  /// File names that end in `.sock` and are sockets.
  package static func names(in folder: String) -> [String] {
    entries(of: folder).filter { $0.hasSuffix(".sock") && isSocket("\(folder)/\($0)") }
  }

  /// The names of all that a folder holds; none where it cannot be read.
  static func entries(of folder: String) -> [String] {
    guard let stream = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(stream) }
    return unsafe entries(of: stream)
  }

  /// The same of a folder that is being read.
  static func entries(of stream: OpaquePointer) -> [String] {
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      names.append(
        unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
            unsafe String(cString: $0)
          }
        })
    }
    return names
  }

  private static func isSocket(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFSOCK
  }
}

/// Whose a socket's file and folder are.
package struct SocketPlace: Equatable, Sendable {
  package var socketOwner: UInt32
  package var folderOwner: UInt32
  /// Others than its owner can put files there.
  package var isFolderShared: Bool

  package init(socketOwner: UInt32, folderOwner: UInt32, isFolderShared: Bool) {
    self.socketOwner = socketOwner
    self.folderOwner = folderOwner
    self.isFolderShared = isFolderShared
  }

  /// Looks at a path; nil when it cannot be seen.
  init?(_ path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    var socket = stat()
    var holder = stat()
    guard unsafe lstat(path, &socket) == 0,
      unsafe stat(folder.isEmpty ? "/" : folder, &holder) == 0
    else { return nil }
    socketOwner = socket.st_uid
    folderOwner = holder.st_uid
    isFolderShared = holder.st_mode & 0o022 != 0
  }
}
