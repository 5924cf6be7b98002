import Glibc
import Sentences

/// The file of refused lines; made when the first one comes, for its owner's eyes only.
final class RejectFile {
  private let path: String
  private var descriptor: Int32 = -1
  private var trouble: Trouble?

  init(path: String) { self.path = path }

  /// The path when something was written to it.
  var pathIfUsed: String? { descriptor >= 0 ? path : nil }

  /// Adds a line as it was sent.
  func add(_ line: [UInt8]) {
    if descriptor < 0, trouble == nil {
      descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
      if descriptor < 0 { trouble = .unwritable(path, reason: Trouble.fileReason(errno)) }
    }
    guard descriptor >= 0 else { return }
    let bytes = line + [0x0a]
    var at = 0
    while at < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe write(descriptor, $0.baseAddress.map { unsafe $0 + at }, bytes.count - at)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        trouble = .unwritable(path, reason: Trouble.fileReason(errno))
        return
      }
      at += count
    }
  }

  /// Ends the file; says what kept lines from it.
  func close() throws(Trouble) {
    if descriptor >= 0, Glibc.close(descriptor) != 0, trouble == nil {
      trouble = .unwritable(path, reason: Trouble.fileReason(errno))
    }
    if let trouble { throw trouble }
  }
}
