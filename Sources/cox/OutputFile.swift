import Glibc
import Sentences

/// Where an export goes: standard output, or a file that is there as a whole or not at all.
///
/// The file is written beside its place and moved there when it is complete and on disk, so that
/// nobody who reads it meanwhile (a node exporter does every few seconds) sees a part of it.
final class OutputFile {
  private let path: String?
  private let temporary: String
  private let descriptor: Int32
  private var isCommitted = false
  private var buffer: [UInt8] = []

  /// Standard output for nil; else a file beside `path`.
  init(_ path: String?) throws(Trouble) {
    self.path = path
    guard let path else {
      (temporary, descriptor) = ("", STDOUT_FILENO)
      return
    }
    // A dot in front: textfile collectors read only *.prom, and ls shows no half-made file.
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let name = path.dropFirst(folder.count)
    temporary = "\(folder).\(name).\(getpid())"
    descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.trouble(path, errno) }
  }

  deinit {
    guard path != nil else { return }
    close(descriptor)
    if !isCommitted { _ = unsafe unlink(temporary) }
  }

  /// Takes bytes; they may be kept for a moment.
  func write(_ bytes: some Sequence<UInt8>) throws(Trouble) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= 65_536 { try flush() }
  }

  /// Makes the file appear; without this nothing of it is left.
  func commit() throws(Trouble) {
    try flush()
    guard let path else { return }
    guard fsync(descriptor) == 0, unsafe rename(temporary, path) == 0 else {
      throw Self.trouble(path, errno)
    }
    isCommitted = true
  }

  private func flush() throws(Trouble) {
    var at = 0
    while at < buffer.count {
      let count = unsafe buffer.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress.map { unsafe $0 + at }, buffer.count - at)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Self.trouble(path ?? "standard output", errno) }
      at += count
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private static func trouble(_ path: String, _ code: Int32) -> Trouble {
    .notExported(path, reason: Trouble.fileReason(code), isDisk: code == ENOSPC || code == EIO)
  }
}
