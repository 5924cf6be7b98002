import CLinux
import Glibc
import Harness

/// A client that sends at an even pace whatever the daemon does, on two threads of its own: one
/// sends when it is time, the other notes when the acknowledgements come.
final class PacedClient {
  /// So many lines each `every` nanoseconds, so many times.
  struct Pace: Sendable {
    let lines: Int
    let every: Int64
    let times: Int
  }

  /// What a client saw.
  struct Outcome: Sendable {
    /// Microseconds from when each line was due to its acknowledgement.
    let waited: [Double]
    /// Microseconds that each sending was late: this machine's doing, unless the socket was full.
    let late: [Double]
  }

  private let socket: LineSocket
  private let pace: Pace
  private let start: Int64
  private let sender: Background<[Double]>
  private let receiver: Background<[Acknowledgement]>

  /// Starts to send at once.
  init(
    socket path: String, prefix: String, people: Int, pace: Pace
  ) throws(HarnessFailure) {
    let total = pace.lines * pace.times
    let lines = CallLines(prefix: prefix, count: total, people: people)
    let socket = try RoundTrips.openIngest(path)
    let (descriptor, start) = (socket.descriptor, cox_monotonic_ns() + 5_000_000)
    (self.socket, self.pace, self.start) = (socket, pace, start)
    receiver = try Background { () throws(HarnessFailure) in
      try Self.receive(descriptor, total)
    }
    sender = try Background { () throws(HarnessFailure) in
      try Self.send(descriptor, lines, pace, from: start)
    }
  }

  /// Waits until all is sent and acknowledged.
  func finish() throws(HarnessFailure) -> Outcome {
    let late = try sender.wait()
    let acknowledgements = try receiver.wait()
    let due = (0..<(pace.lines * pace.times)).map { start + Int64($0 / pace.lines) * pace.every }
    return Outcome(waited: Latency.microseconds(due: due, acknowledgements), late: late)
  }

  private static func send(
    _ descriptor: Int32, _ lines: CallLines, _ pace: Pace, from start: Int64
  ) throws(HarnessFailure) -> [Double] {
    var late: [Double] = []
    var sent = 0
    for turn in 0..<pace.times {
      let due = start + Int64(turn) * pace.every
      sleep(until: due)
      late.append(Double(cox_monotonic_ns() - due) / 1_000)
      let end = lines.ends[(turn + 1) * pace.lines - 1]
      while sent < end {
        let count = unsafe lines.bytes.withUnsafeBytes { all in
          guard let base = all.baseAddress else { return 0 }
          return unsafe Glibc.send(descriptor, base + sent, end - sent, Int32(MSG_NOSIGNAL))
        }
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else {
          throw HarnessFailure("a steady client was cut: \(errorText(errno))")
        }
        sent += count
      }
    }
    return late
  }

  private static func receive(
    _ descriptor: Int32, _ total: Int
  ) throws(HarnessFailure) -> [Acknowledgement] {
    var acknowledgements: [Acknowledgement] = []
    var rest: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while (acknowledgements.last?.n ?? 0) < total {
      let count = unsafe recv(descriptor, &chunk, chunk.count, 0)
      let now = cox_monotonic_ns()
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        let done = acknowledgements.last?.n ?? 0
        throw HarnessFailure(
          "a steady client waits in vain after \(done) of \(total) events: \(errorText(errno))")
      }
      rest.append(contentsOf: chunk[0..<count])
      while let end = rest.firstIndex(of: 10) {
        guard let n = AckLine.number(rest[..<end]) else {
          throw HarnessFailure(
            "an event was not taken: \(String(decoding: rest[..<end], as: UTF8.self))")
        }
        acknowledgements.append(Acknowledgement(n: n, at: now))
        rest.removeSubrange(...end)
      }
    }
    return acknowledgements
  }

  private static func sleep(until due: Int64) {
    var time = timespec(
      tv_sec: Int(due / 1_000_000_000), tv_nsec: Int(due % 1_000_000_000))
    while unsafe clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nil) == EINTR {}
  }
}
