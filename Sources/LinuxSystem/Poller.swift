import CLinux
import Glibc
package import SystemPorts

/// Watches many descriptors at once (epoll), each for as long as it is ready for what is asked.
package final class Poller {
  /// What is waited for, or there (epoll's own bits); the last two are told unasked.
  package struct Events: OptionSet, Sendable {
    package let rawValue: UInt32
    package static let readable = Events(rawValue: 0x001)
    package static let writable = Events(rawValue: 0x004)
    package static let broken = Events(rawValue: 0x008)
    package static let hungUp = Events(rawValue: 0x010)
    /// Told once for each time that it happens, not for as long as it lasts.
    static let edge = Events(rawValue: 1 << 31)

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    package init(readable: Bool, writable: Bool) {
      rawValue = (readable ? Self.readable.rawValue : 0) | (writable ? Self.writable.rawValue : 0)
    }

    /// Whether the peer is gone. (A set that is made of two to be compared with takes longer than a read.)
    package var areOfGone: Bool { rawValue & (Self.broken.rawValue | Self.hungUp.rawValue) != 0 }
  }

  /// As many as one look brings; the others are brought by the next one.
  private static let mostReady = 256
  private let descriptor: Descriptor
  private var ready = [cox_ready](repeating: cox_ready(), count: mostReady)

  package init() throws(IOFault) {
    descriptor = Descriptor(try checked(cox_epoll_open(), of: "epoll_create1"))
  }

  /// Watches a socket; an empty set still tells when it is broken or hung up.
  package func watch(_ socket: UnixSocket, _ token: UInt64, for events: Events) throws(IOFault) {
    try add(socket.descriptor.number, token, events)
  }

  /// Watches a bell: once for each time that it rings.
  package func watch(_ bell: Bell, _ token: UInt64) throws(IOFault) {
    try add(bell.descriptor.number, token, [.readable, .edge])
  }

  /// Watches a watched socket for something else.
  package func change(_ socket: UnixSocket, _ token: UInt64, to events: Events) throws(IOFault) {
    let change = cox_epoll_change(
      descriptor.number, socket.descriptor.number, token, events.rawValue)
    _ = try checked(change, of: "epoll_ctl")
  }

  /// Watches a socket no longer.
  package func forget(_ socket: UnixSocket) throws(IOFault) {
    let removal = cox_epoll_remove(descriptor.number, socket.descriptor.number)
    _ = try checked(removal, of: "epoll_ctl")
  }

  /// Waits until something is ready or so many milliseconds have passed; says how many are.
  package func wait(milliseconds: Int32) throws(IOFault) -> Int {
    let most = Int32(ready.count)
    // reason: the kernel's entries are copied into an array of ours, never more than it holds.
    let count = unsafe ready.withUnsafeMutableBufferPointer { ready in
      uninterrupted {
        unsafe Int(cox_epoll_wait(descriptor.number, ready.baseAddress, most, milliseconds))
      }
    }
    return Int(try checked(Int32(count), of: "epoll_wait"))
  }

  /// What the last wait found, by its place.
  package func ready(at place: Int) -> (token: UInt64, events: Events) {
    (ready[place].token, Events(rawValue: ready[place].events))
  }

  private func add(_ number: Int32, _ token: UInt64, _ events: Events) throws(IOFault) {
    let addition = cox_epoll_add(descriptor.number, number, token, events.rawValue)
    _ = try checked(addition, of: "epoll_ctl")
  }
}

/// Wakes a thread that waits in a poller, from any other one.
package final class Bell: Sendable {
  let descriptor: Descriptor

  package init() throws(IOFault) {
    descriptor = Descriptor(try checked(cox_bell_open(), of: "eventfd"))
  }

  package func ring() {
    // Nobody reads the counter: each addition is told. It would take centuries to fill it.
    _ = unsafe withUnsafeBytes(of: UInt64(1)) { one in
      uninterrupted { unsafe write(descriptor.number, one.baseAddress, one.count) }
    }
  }
}

/// A call's result, or what went wrong with it.
func checked(
  _ value: Int32, of call: StaticString, _ path: String = "socket"
) throws(IOFault) -> Int32 {
  guard value >= 0 else { throw IOFault(call, path, -value) }
  return value
}
