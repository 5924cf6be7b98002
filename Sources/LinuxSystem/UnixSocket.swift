import CLinux
import Glibc
package import SystemPorts

/// A Unix stream socket that never blocks: one that listens, or one end of a connection.
package final class UnixSocket {
  /// What a read brought.
  package enum Received {
    case bytes(Int)
    /// The peer sends no more.
    case end
    case nothing
    case broken
  }

  let descriptor: Descriptor

  private init(_ number: Int32) { descriptor = Descriptor(number) }

  /// Listens at a path where nothing is.
  package static func listening(
    on path: String, backlog: Int32
  ) throws(IOFault) -> UnixSocket {
    let number = unsafe cox_unix_listen(path, path.utf8.count, backlog)
    return UnixSocket(try checked(number, of: "listen", path))
  }

  /// Listens on a socket that somebody else has made, and owns it from here on.
  package static func adopting(
    _ number: Int32, backlog: Int32
  ) throws(IOFault) -> UnixSocket {
    _ = try checked(cox_unix_listen_on(number, backlog), of: "listen", "descriptor \(number)")
    return UnixSocket(number)
  }

  /// The next connection that waits; nil where none does.
  package func accept() throws(IOFault) -> UnixSocket? {
    let number = uninterrupted { Int(cox_unix_accept(descriptor.number)) }
    switch Int32(-number) {
    case EAGAIN, ECONNABORTED: return nil
    default: return UnixSocket(try checked(Int32(number), of: "accept"))
    }
  }

  /// The user at the other end, as the kernel says.
  package func peerUID() throws(IOFault) -> UInt32 {
    var (pid, uid, gid): (Int32, UInt32, UInt32) = (0, 0, 0)
    let answer = unsafe cox_peer_credentials(descriptor.number, &pid, &uid, &gid)
    _ = try checked(answer, of: "getsockopt")
    return uid
  }

  /// Reads what is there into the beginning of a buffer, as far as asked.
  package func receive(into buffer: inout [UInt8], atMost most: Int) -> Received {
    precondition(most <= buffer.count, "reads stay inside their buffer")
    let count = unsafe buffer.withUnsafeMutableBytes { buffer in
      uninterrupted { unsafe read(descriptor.number, buffer.baseAddress, most) }
    }
    if count > 0 { return .bytes(count) }
    if count == 0 { return .end }
    return Int32(-count) == EAGAIN ? .nothing : .broken
  }

  /// Sends what the kernel takes and says how much that is; nil where nobody takes anything any more.
  package func send(_ bytes: Span<UInt8>) -> Int? {
    let count = unsafe bytes.withUnsafeBufferPointer { bytes in
      uninterrupted { unsafe write(descriptor.number, bytes.baseAddress, bytes.count) }
    }
    if count >= 0 { return count }
    return Int32(-count) == EAGAIN ? 0 : nil
  }
}
