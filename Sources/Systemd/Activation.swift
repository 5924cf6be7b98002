import CSystemd
import Glibc

/// The service manager as seen from a service: activation, notification, watchdog.
package enum Systemd {}

/// A listening descriptor that the service manager handed over at start.
package struct ListenDescriptor: Equatable, Sendable {
  package let descriptor: Int32
  /// The socket unit's `FileDescriptorName=`; `unknown` when the unit gives none.
  package let name: String
}

extension Systemd {
  /// Takes the descriptors passed by socket activation, in the order of the units; empty outside it.
  ///
  /// Call it once, before other threads run: it removes `LISTEN_*` from the environment, so that no
  /// child process takes the descriptors for its own. All of them are close-on-exec afterwards.
  package static func listenDescriptors() -> [ListenDescriptor] {
    var names: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    let count = unsafe sd_listen_fds_with_names(1, &names)
    guard count > 0, let list = unsafe names else { return [] }
    defer { unsafe free(list) }
    return (0..<Int(count)).map { index in
      let text = unsafe list[index]
      defer { unsafe free(text) }
      let name = unsafe text.map { unsafe String(cString: $0) } ?? "unknown"
      // Descriptors 0, 1 and 2 are the standard streams; the manager numbers from 3 on.
      return ListenDescriptor(descriptor: Int32(3 + index), name: name)
    }
  }
}
