import Glibc

/// A call to the operating system that failed: which one, on which path, with which errno.
package struct IOFault: Error, Equatable, Sendable, CustomStringConvertible {
  package let call: StaticString
  package let path: String
  package let code: Int32

  package init(_ call: StaticString, _ path: String, _ code: Int32) {
    self.call = call
    self.path = path
    self.code = code
  }

  /// What has the name is no regular file, where one was wanted: a pipe, a folder, a device.
  package static let notRegular: Int32 = -1

  package var isMissing: Bool { code == ENOENT }

  /// No space, no quota left, or the process's file size limit: all heal when room is made.
  package var isFull: Bool { code == ENOSPC || code == EDQUOT || code == EFBIG }

  /// The file system cannot do this at all; callers go without it.
  package var isUnsupported: Bool { code == EOPNOTSUPP || code == ENOSYS || code == EINVAL }

  package var description: String { "\(call) \(path): \(errnoText(code))" }

  package static func == (one: IOFault, two: IOFault) -> Bool {
    one.code == two.code && one.path == two.path && "\(one.call)" == "\(two.call)"
  }
}

/// The system's words for an errno, such as "No space left on device".
package func errnoText(_ code: Int32) -> String {
  if code == IOFault.notRegular { return "It is no regular file" }
  guard let text = unsafe strerror(code) else { return "errno \(code)" }
  return unsafe String(cString: text)
}

extension IOFault {
  /// The errno for a call that moved no byte and gave no reason.
  package static let cutShort = EIO
}
