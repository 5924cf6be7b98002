import Glibc

/// Carries bytes between standard input and output and a daemon's connection, unread.
package struct Bridge: ~Copyable {
  private let connection: Connection
  private var chunk = [UInt8](repeating: 0, count: 65_536)

  package init(to connection: Connection) { self.connection = connection }

  /// Runs until the daemon closes; the end of the input is passed on as a half-close.
  package mutating func run() throws(ClientFault) {
    var isInputOpen = true
    while true {
      var waiting = [
        pollfd(fd: connection.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: isInputOpen ? STDIN_FILENO : -1, events: Int16(POLLIN), revents: 0),
      ]
      guard unsafe poll(&waiting, 2, -1) > 0 else { continue }
      // The daemon's side first, so that it never waits for us to read while we wait to write.
      if waiting[0].revents != 0 {
        guard try pass(from: connection.descriptor, to: STDOUT_FILENO) else { return }
      } else if waiting[1].revents != 0 {
        isInputOpen = try pass(from: STDIN_FILENO, to: connection.descriptor)
        if !isInputOpen { connection.finishSending() }
      }
    }
  }

  /// Moves what is there; false at the end.
  private mutating func pass(from source: Int32, to target: Int32) throws(ClientFault) -> Bool {
    let count = unsafe read(source, &chunk, chunk.count)
    if count < 0 { return errno == EINTR || errno == EAGAIN }
    var done = 0
    while done < count {
      if target == connection.descriptor { try waitForRoom() }
      let written = unsafe chunk[done..<count].withUnsafeBytes { bytes in
        unsafe target == STDOUT_FILENO
          ? write(target, bytes.baseAddress, bytes.count)
          : send(
            target, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
      }
      if written > 0 {
        done += written
      } else if errno != EINTR && errno != EAGAIN {
        // Whoever reads is gone; so is the reason to go on.
        return false
      }
    }
    return count > 0
  }

  /// Waits until the daemon takes more, and passes on meanwhile what it says.
  private mutating func waitForRoom() throws(ClientFault) {
    while true {
      var waiting = pollfd(
        fd: connection.descriptor, events: Int16(POLLIN | POLLOUT), revents: 0)
      guard unsafe poll(&waiting, 1, -1) > 0 else { continue }
      if waiting.revents & Int16(POLLOUT) != 0 { return }
      guard try answers() else { throw .lost(reason: .ended) }
    }
  }

  private func answers() throws(ClientFault) -> Bool {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe read(connection.descriptor, &bytes, bytes.count)
    if count < 0 { return errno == EINTR || errno == EAGAIN }
    var done = 0
    while done < count {
      let written = unsafe bytes[done..<count].withUnsafeBytes {
        unsafe write(STDOUT_FILENO, $0.baseAddress, $0.count)
      }
      if written < 0, errno != EINTR { return false }
      done += max(0, written)
    }
    return count > 0
  }
}
