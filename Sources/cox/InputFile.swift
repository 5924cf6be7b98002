import Glibc
import Sentences

/// A file, or standard input for `-`, read in chunks.
final class InputFile {
  /// What to call it in a sentence.
  let name: String
  /// Bytes in all; nil for a pipe.
  let size: Int64?
  private let descriptor: Int32
  private let closes: Bool

  init(_ path: String) throws(Trouble) {
    closes = path != "-"
    name = closes ? path : "standard input"
    descriptor = closes ? unsafe open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO
    guard descriptor >= 0 else { throw .unreadable(path, reason: Trouble.fileReason(errno)) }
    var status = stat()
    let isFile = unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    size = isFile ? Int64(status.st_size) : nil
  }

  deinit { if closes { close(descriptor) } }

  /// Appends the next bytes, at most `count`; false at the end.
  func read(into buffer: inout [UInt8], count: Int) throws(Trouble) -> Bool {
    let start = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: count))
    while true {
      let got = unsafe buffer.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor, $0.baseAddress.map { unsafe $0 + start }, count)
      }
      if got < 0, errno == EINTR { continue }
      buffer.removeLast(count - max(0, got))
      guard got >= 0 else { throw .unreadable(name, reason: Trouble.fileReason(errno)) }
      return got > 0
    }
  }

  /// All of it, when it is not past the limit.
  func readAll(limit: Int) throws(Trouble) -> [UInt8] {
    var bytes: [UInt8] = []
    while try read(into: &bytes, count: 65_536) {
      if bytes.count > limit { throw .tooLarge(name, bytes: bytes.count, limit: limit) }
    }
    return bytes
  }
}
