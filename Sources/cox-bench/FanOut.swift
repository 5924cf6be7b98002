import Glibc
import Harness

/// One publisher and several subscribers, each on a connection of its own, served by one thread: the
/// same loop for the daemon and for its peer.
struct FanOut {
  /// What a subscriber counts.
  enum Counting {
    /// Lines of `events.next`; other lines are passed over.
    case events
    /// Bytes of messages, of which every event makes a known number: the least work there is.
    case bytes(total: Int)
  }

  /// How far the publisher may be ahead of the slowest subscriber.
  static let lead = 16_384

  let publisher: LineSocket
  let subscribers: [LineSocket]
  let counting: Counting

  /// Publishes `bytes`, of which event n ends at `ends[n]`.
  ///
  /// - Returns: deliveries a second, from the first byte sent to the last one that arrived.
  func run(_ bytes: [UInt8], ends: [Int]) throws(HarnessFailure) -> Double {
    var readers = subscribers.map { Reader(descriptor: $0.descriptor, counting, ends.count) }
    var polls = (subscribers + [publisher]).map {
      pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0)
    }
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    var sent = 0
    let start = monotonicSeconds()
    while !readers.allSatisfy(\.isDone) {
      let slowest = readers.map(\.events).min() ?? 0
      let allowed = ends[min(ends.count, slowest + Self.lead) - 1]
      polls[readers.count].events = Int16(POLLIN | (sent < allowed ? POLLOUT : 0))
      for index in readers.indices where readers[index].isDone { polls[index].fd = -1 }
      guard unsafe poll(&polls, nfds_t(polls.count), 60_000) > 0 else {
        throw HarnessFailure("no delivery for 60 s after \(slowest) of \(ends.count) events")
      }
      for index in readers.indices where polls[index].revents != 0 {
        try readers[index].receive(&chunk)
      }
      if polls[readers.count].revents & Int16(POLLIN | POLLHUP) != 0 { try drain(&chunk) }
      if polls[readers.count].revents & Int16(POLLOUT) != 0 { try send(bytes, &sent, to: allowed) }
    }
    return Double(readers.count * ends.count) / (monotonicSeconds() - start)
  }

  private func send(
    _ bytes: [UInt8], _ sent: inout Int, to allowed: Int
  ) throws(HarnessFailure) {
    let (from, length) = (sent, min(allowed - sent, 1 << 18))
    let count = unsafe bytes.withUnsafeBytes { all in
      guard let base = all.baseAddress else { return 0 }
      return unsafe Glibc.send(
        publisher.descriptor, base + from, length, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
    }
    if count < 0, errno == EAGAIN || errno == EINTR { return }
    guard count > 0 else { throw HarnessFailure("the publisher was cut: \(errorText(errno))") }
    sent += count
  }

  /// Replies to the publisher are read and say nothing that is measured.
  private func drain(_ chunk: inout [UInt8]) throws(HarnessFailure) {
    guard unsafe recv(publisher.descriptor, &chunk, chunk.count, Int32(MSG_DONTWAIT)) != 0 else {
      throw HarnessFailure("the publisher's connection was closed")
    }
  }

  /// One subscriber's count.
  private struct Reader {
    private static let before = Array(#"{"jsonrpc":"2.0","method":"events."#.utf8).count
    let descriptor: Int32
    let counting: Counting
    let wanted: Int
    private(set) var events = 0
    private var bytes = 0
    /// Bytes of the line that has begun, and whether it is known to be an event's.
    private var column = 0
    private var isEvent = false

    init(descriptor: Int32, _ counting: Counting, _ wanted: Int) {
      self.descriptor = descriptor
      self.counting = counting
      self.wanted = wanted
    }

    var isDone: Bool { events >= wanted }

    mutating func receive(_ chunk: inout [UInt8]) throws(HarnessFailure) {
      let count = unsafe recv(descriptor, &chunk, chunk.count, Int32(MSG_DONTWAIT))
      if count < 0, errno == EAGAIN || errno == EINTR { return }
      guard count > 0 else {
        throw HarnessFailure("a subscriber was cut after \(events) of \(wanted) events")
      }
      switch counting {
      case .bytes(let total):
        bytes += count
        events = bytes >= total ? wanted : min(wanted - 1, bytes * wanted / total)
      case .events: countLines(chunk, count)
      }
    }

    private mutating func countLines(_ chunk: [UInt8], _ count: Int) {
      unsafe chunk.withUnsafeBytes { all in
        guard let base = all.baseAddress else { return }
        var at = 0
        while at < count {
          let found = unsafe memchr(base + at, 10, count - at)
          let end = unsafe found.map { unsafe UnsafeRawPointer($0) - base } ?? count
          let mark = at - column + Self.before
          if mark >= at, mark < end { isEvent = unsafe all[mark] == UInt8(ascii: "n") }
          guard end < count else {
            column += end - at
            return
          }
          if isEvent { events += 1 }
          (column, isEvent, at) = (0, false, end + 1)
        }
      }
    }
  }
}
