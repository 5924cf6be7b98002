import Foundation

/// A datagram socket bound to a path, as the service manager listens for notifications.
final class NotifySocket {
  let path: String
  private let descriptor: Int32

  init(in folder: String = FileManager.default.temporaryDirectory.path) {
    path = "\(folder)/notify-\(UUID())"
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    precondition(bound == 0, "no notify socket at \(path)")
  }

  deinit {
    close(descriptor)
    unlink(path)
  }

  /// The next message; nil when none has come, or within the time given.
  func receive(withinSeconds seconds: Int = 0) -> String? {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, Int32(seconds * 1000)) == 1 else { return nil }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return count < 0 ? nil : String(decoding: buffer.prefix(count), as: UTF8.self)
  }

  /// Receives until a message holds a line; false when none does in time.
  func receives(_ line: String, withinSeconds seconds: Int = 60) -> Bool {
    while let message = receive(withinSeconds: seconds) {
      if message.split(separator: "\n").contains(Substring(line)) { return true }
    }
    return false
  }
}
