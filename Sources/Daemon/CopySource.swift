import EventLog
import Glibc
import LinuxSystem
import SystemPorts

/// Where the files of a backup come from.
enum CopySource {
  case folder(LinuxDirectory)
  case tar(TarReader)

  /// A folder, a tar file, or `-` for a tar stream on standard input.
  init(_ backup: String) throws(DaemonFailure) {
    guard backup != "-" else {
      self = .tar(TarReader(STDIN_FILENO))
      return
    }
    do throws(IOFault) {
      self = .folder(try LinuxDirectory.open(backup))
    } catch {
      guard error.code == ENOTDIR else {
        throw .reading(backup, error)
      }
      // reason: the descriptor is the process's for its short life; it ends with it.
      let file = unsafe open(backup, O_RDONLY | O_CLOEXEC)
      guard file >= 0 else {
        throw .reading(backup, IOFault("open", backup, errno))
      }
      self = .tar(TarReader(file))
    }
  }

  /// Gives every file to a restoration.
  func pour(into target: inout Restoration<LinuxDirectory>) throws(RestoreFailure) {
    switch self {
    case .folder(let root): try Self.pour(root, into: &target)
    case .tar(let reader): try Self.pour(reader, into: &target)
    }
  }

  private static func pour(
    _ tar: TarReader, into target: inout Restoration<LinuxDirectory>
  ) throws(RestoreFailure) {
    var tar = tar
    while let path = try read({ () throws(TarReader.Fault) in try tar.next() }) {
      guard try target.begin(path) else { continue }
      while true {
        let piece = try read { () throws(TarReader.Fault) in try tar.read() }
        if piece.isEmpty { break }
        try target.write(piece)
      }
    }
  }

  private static func read<Value>(
    _ body: () throws(TarReader.Fault) -> Value
  ) throws(RestoreFailure) -> Value {
    do throws(TarReader.Fault) {
      return try body()
    } catch {
      switch error {
      case .cutShort: throw .unsound(["the tar stream is cut short"])
      case .noTar: throw .unsound(["it is no tar stream"])
      case .io(let code): throw .log(.io(IOFault("read", "the tar stream", code)))
      }
    }
  }

  /// HEAD first: what a daemon adds to the folder meanwhile is behind what it says.
  private static func pour(
    _ root: LinuxDirectory, into target: inout Restoration<LinuxDirectory>
  ) throws(RestoreFailure) {
    let names = try io { () throws(IOFault) in try root.list() }
    guard names.contains("log") else { throw .unsound(["there is no log in it"]) }
    let log = try io { () throws(IOFault) in try root.directory("log", create: false) }
    if names.contains("HEAD") { try pour("HEAD", of: root, as: "HEAD", into: &target) }
    for name in try io({ () throws(IOFault) in try log.list() }) {
      try pour(name, of: log, as: "log/\(name)", into: &target)
    }
  }

  private static func pour(
    _ name: String, of folder: LinuxDirectory, as path: String,
    into target: inout Restoration<LinuxDirectory>
  ) throws(RestoreFailure) {
    guard try target.begin(path) else { return }
    let file = try io { () throws(IOFault) in try folder.open(name, .read) }
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    var done = 0
    while true {
      let got = try io { () throws(IOFault) in
        try file.read(into: &buffer, 0..<buffer.count, at: done)
      }
      if got == 0 { return }
      try target.write(Array(buffer[..<got]))
      done += got
    }
  }

  private static func io<Value>(
    _ call: () throws(IOFault) -> Value
  ) throws(RestoreFailure) -> Value {
    do throws(IOFault) { return try call() } catch { throw .log(.io(error)) }
  }
}
