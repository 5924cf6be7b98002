import Glibc
import Harness

/// Streams a file of events over many connections from one thread and times the acknowledgements.
struct LoadClient {
  let socket: String
  let clients: Int
  /// Events a connection may have unacknowledged; nil leaves it to the socket's own flow control.
  let window: Int?

  /// Seconds from the first byte to the last acknowledgement.
  func stream(_ file: EventFile) throws(HarnessFailure) -> Double {
    var streams: [IngestStream] = []
    for part in file.parts(clients) {
      streams.append(try IngestStream(socket: socket, part: part, window: window))
    }
    var polls = streams.map { pollfd(fd: $0.socket.descriptor, events: 0, revents: 0) }
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let start = monotonicSeconds()
    var open = streams.count
    while open > 0 {
      for index in streams.indices {
        streams[index].openWindow(file)
        let asks = Int32(POLLIN) | (streams[index].wantsToSend ? Int32(POLLOUT) : 0)
        polls[index].events = Int16(asks)
        polls[index].fd = streams[index].isDone ? -1 : streams[index].socket.descriptor
      }
      guard unsafe poll(&polls, nfds_t(polls.count), 60_000) > 0 else {
        let done = streams.map(\.acknowledged).reduce(0, +)
        throw HarnessFailure("no acknowledgement for 60 s after \(done) events")
      }
      for index in streams.indices where polls[index].revents != 0 {
        if polls[index].revents & Int16(POLLOUT) != 0 { try streams[index].send(file) }
        if polls[index].revents & Int16(POLLIN | POLLHUP) != 0 {
          try streams[index].receive(&chunk)
          if streams[index].isDone { open -= 1 }
          // Its next lines leave at once: another look at all sockets would be the client's time.
          streams[index].openWindow(file)
          if streams[index].wantsToSend { try streams[index].send(file) }
        }
      }
    }
    let seconds = monotonicSeconds() - start
    for stream in streams { try stream.finish() }
    return seconds
  }
}
