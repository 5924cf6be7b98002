import Glibc

/// Why a file could not be read or written.
package struct FileFault: Error, Equatable, Sendable {
  package var path: String
  package var errno: Int32

  package init(path: String, errno: Int32) {
    self.path = path
    self.errno = errno
  }

  /// Whether it is the disk, or standard output, that took no more; else the file cannot be made.
  package var isDisk: Bool {
    path == Bytes.standardOutput || [ENOSPC, EDQUOT, EIO, EFBIG].contains(errno)
  }

  /// Whether a file of this name is there already.
  package var isThere: Bool { errno == EEXIST }
}

/// Bytes on their way to a descriptor.
package enum Bytes {
  /// What standard output is called where a file's path stands.
  package static let standardOutput = "standard output"

  /// Writes all of them, waiting where it must; `path` is named when that fails.
  ///
  /// A reader that went away wants no more, which is no fault.
  package static func write(
    _ bytes: [UInt8], to descriptor: Int32, _ path: String = standardOutput
  ) throws(FileFault) {
    var at = 0
    while at < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress.map { unsafe $0 + at }, $0.count - at)
      }
      if count >= 0 {
        at += count
        continue
      }
      switch errno {
      case EINTR: continue
      case EPIPE: return
      case EAGAIN:
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&waiting, 1, -1)
      default: throw FileFault(path: path, errno: errno)
      }
    }
  }
}
