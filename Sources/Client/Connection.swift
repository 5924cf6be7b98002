import CLinux
import Glibc
package import JSONText
import WireProtocol

/// A blocking connection to a daemon: whole lines out, whole lines in.
///
/// Sending never blocks without reading, so a server that waits for us to read and a client that
/// waits for it to read cannot block each other. One thread owns it.
package final class Connection {
  package let path: String
  /// Seconds to wait for a line before the connection counts as lost; nil waits for ever.
  package var patience: Int?
  let descriptor: Int32
  private var framer: LineFramer
  private var chunk = [UInt8](repeating: 0, count: 65_536)
  private var sawEnd = false

  /// Connects, and leaves at once when nobody whom we trust listens.
  package init(path: String, patience: Int? = 30) throws(ClientFault) {
    guard path.utf8.count <= 107 else { throw .pathTooLong(path) }
    var copy = path
    let result = copy.withUTF8 { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) {
        unsafe cox_unix_connect($0.baseAddress, $0.count)
      }
    }
    guard result >= 0 else { throw .notConnected(path: path, errno: -result) }
    self.path = path
    self.patience = patience
    descriptor = result
    framer = LineFramer(maximumLine: Limits.serverLine)
    try trustServer()
  }

  /// Connects to a daemon on another machine; `ssh` has its say about who that is.
  package init(host: RemoteHost, patience: Int? = 30) throws(ClientFault) {
    path = host.path
    self.patience = patience
    descriptor = try host.connect()
    framer = LineFramer(maximumLine: Limits.serverLine)
  }

  deinit { close(descriptor) }

  // The kernel tells who listens. A socket planted by somebody else must learn nothing from us.
  private func trustServer() throws(ClientFault) {
    var pid: Int32 = 0
    var uid: UInt32 = 0
    var gid: UInt32 = 0
    let result = unsafe cox_peer_credentials(descriptor, &pid, &uid, &gid)
    guard result == 0 else { throw .notConnected(path: path, errno: -result) }
    guard ServerTrust.accepts(uid: uid, own: geteuid(), place: SocketPlace(path)) else {
      throw .untrusted(path: path, uid: uid)
    }
  }

  /// Sends bytes; reads what arrives meanwhile into the line buffer.
  package func send(_ bytes: [UInt8], in range: Range<Int>) throws(ClientFault) {
    var at = range.lowerBound
    while at < range.upperBound {
      let sent = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.send(
          descriptor, buffer.baseAddress.map { unsafe $0 + at }, range.upperBound - at,
          Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
      }
      if sent > 0 {
        at += sent
      } else if errno == EAGAIN {
        try wait(events: Int16(POLLOUT) | (sawEnd ? 0 : Int16(POLLIN)))
        try receiveWhatIsThere()
      } else if errno != EINTR {
        throw .lost(reason: errno == EPIPE ? .ended : .io(errno: errno))
      }
    }
  }

  package func send(_ bytes: [UInt8]) throws(ClientFault) { try send(bytes, in: 0..<bytes.count) }

  /// Takes longer lines from here on; nothing may have been received yet.
  func acceptLines(upTo bytes: Int) { framer = LineFramer(maximumLine: bytes) }

  /// Says that no more input comes; answers still arrive.
  package func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// The next line as a value, waiting for it; nil at the end of the connection.
  package func next(_ document: JSONDocument) throws(ClientFault) -> JSONNode? {
    while true {
      if let line = try nextBufferedLine() {
        do {
          return try document.parse(framer.bytes, in: line)
        } catch {
          throw .notProtocol(error.message)
        }
      }
      if sawEnd { return nil }
      try wait(events: Int16(POLLIN))
      try receiveWhatIsThere()
    }
  }

  /// The next line as a value when a complete one is already here; never waits.
  package func nextIfThere(_ document: JSONDocument) throws(ClientFault) -> JSONNode? {
    try receiveWhatIsThere()
    guard let line = try nextBufferedLine() else { return nil }
    do {
      return try document.parse(framer.bytes, in: line)
    } catch {
      throw .notProtocol(error.message)
    }
  }

  /// The bytes of the line that `next` returned last.
  package private(set) var line: Range<Int> = 0..<0
  package var lineBytes: ArraySlice<UInt8> { framer.bytes[line] }

  private func nextBufferedLine() throws(ClientFault) -> Range<Int>? {
    do {
      guard let found = try framer.next() else { return nil }
      line = found
      return found
    } catch {
      throw .notProtocol("a line of more than \(error.limit) bytes came")
    }
  }

  private func wait(events: Int16) throws(ClientFault) {
    var waiting = pollfd(fd: descriptor, events: events, revents: 0)
    while true {
      let result = unsafe poll(&waiting, 1, patience.map { Int32($0) * 1000 } ?? -1)
      if result > 0 { return }
      if result == 0 { throw .lost(reason: .silent(seconds: patience ?? 0)) }
      if errno != EINTR { throw .lost(reason: .io(errno: errno)) }
    }
  }

  private func receiveWhatIsThere() throws(ClientFault) {
    while !sawEnd {
      let count = unsafe chunk.withUnsafeMutableBytes {
        unsafe recv(descriptor, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT))
      }
      if count > 0 {
        // A span cannot be taken of a class's stored array; this shares it, and ends before the next read.
        let arrived = chunk
        framer.receive(arrived.span.extracting(0..<count))
        return
      }
      if count == 0 || errno == ECONNRESET {
        sawEnd = true
      } else if errno == EAGAIN {
        return
      } else if errno != EINTR {
        throw .lost(reason: .io(errno: errno))
      }
    }
  }
}

/// Whose daemon a client talks to (RELIABILITY S3).
package enum ServerTrust {
  /// Root, the user's own, or the owner of the folder that holds the socket; and whoever was handed
  /// a socket of root's or the user's in a folder that nobody else can write to, as a service manager
  /// hands it to a team's daemon.
  package static func accepts(uid: UInt32, own: UInt32, place: SocketPlace?) -> Bool {
    if uid == 0 || uid == own { return true }
    guard let place else { return false }
    if uid == place.folderOwner { return true }
    let trusted = [0, own]
    return !place.isFolderShared && trusted.contains(place.folderOwner)
      && trusted.contains(place.socketOwner)
  }
}
