import Foundation
import Harness
import Synchronization

/// What the threads of a fan-out run share: which daemon is up, how far the writers are, what went
/// wrong.
final class FanOut: Sendable {
  private struct State: Sendable {
    /// Counts the daemons started so far; 0 while none serves.
    var serving = 0
    var acknowledged = 0
    /// The last seq there will be; nil as long as somebody writes.
    var end: Int?
    var running = 0
    var faults: [String] = []
  }

  let socket: String
  private let state = Mutex(State())
  private let changed = NSCondition()

  init(socket: String) { self.socket = socket }

  var faults: [String] { state.withLock { $0.faults } }
  var end: Int? { state.withLock { $0.end } }

  /// Runs a body on a thread of its own; `waitUntilIdle` waits for all of them.
  func run(_ body: @escaping @Sendable (FanOut) throws -> Void) {
    change { $0.running += 1 }
    startThread { [self] in
      do { try body(self) } catch { self.change { $0.faults.append("\(error)") } }
      self.change { $0.running -= 1 }
    }
  }

  func daemonServes(_ number: Int) { change { $0.serving = number } }
  func acknowledged(_ count: Int) { change { $0.acknowledged += count } }
  func allWritten(through seq: Int) { change { $0.end = seq } }

  /// Waits for a daemon later than the given one; by the time of a connect it may be dead again.
  func waitForDaemon(after number: Int) -> Int {
    wait { $0.serving > number ? $0.serving : nil }
  }

  /// Waits until the writers have had that many acknowledgements; false when one gave up.
  func waitForAcknowledged(_ count: Int) -> Bool {
    wait { $0.acknowledged >= count ? true : $0.faults.isEmpty ? nil : false }
  }

  func waitUntilIdle() { wait { $0.running == 0 ? () : nil } }

  private func change(_ body: (inout State) -> Void) {
    changed.lock()
    state.withLock { body(&$0) }
    changed.broadcast()
    changed.unlock()
  }

  private func wait<R: Sendable>(for answer: (State) -> R?) -> R {
    changed.lock()
    defer { changed.unlock() }
    while true {
      let found = state.withLock { answer($0) }
      if let found { return found }
      changed.wait()
    }
  }
}

/// Streams its events, and after each death of the daemon again what was not acknowledged.
struct FanOutWriter: Sendable {
  static let subjects = ["ana", "ben", "cleo"]
  static let piece = 100
  let number: Int
  let count: Int

  private func line(_ index: Int) -> String {
    let kind = index % 5 == 0 ? "meeting.booked" : "activity.logged"
    let data = index % 5 == 0 ? #"{"meeting":"m-\#(number)-\#(index)"}"# : #"{"metric":"call"}"#
    return "{\"specversion\":\"1.0\",\"id\":\"e-\(index)\",\"source\":\"/w/\(number)\","
      + "\"type\":\"coxswain.\(kind)\",\"subject\":\"\(Self.subjects[(index + number) % 3])\","
      + "\"data\":\(data)}\n"
  }

  func run(_ fanOut: FanOut) throws {
    var (daemon, done) = (0, 0)
    while done < count {
      daemon = fanOut.waitForDaemon(after: daemon)
      do {
        try stream(try LineSocket(fanOut.socket), from: &done, fanOut)
      } catch is HarnessFailure {
        // The daemon died: what it acknowledged counts, the rest is sent again.
      }
    }
  }

  private func stream(_ socket: LineSocket, from done: inout Int, _ fanOut: FanOut) throws {
    let start = done
    try socket.send(
      #"{"jsonrpc":"2.0","id":1,"method":"ingest","params":{"source":"/w/\#(number)","raw":true}}"#)
    while done < count {
      let end = min(count, done + Self.piece)
      try socket.send(Array((done..<end).map { line($0) }.joined().utf8))
      while done < end {
        guard let answer = try socket.readLine() else { throw HarnessFailure("died") }
        guard answer.contains("\"ingest.ack\"") else {
          if answer.contains("\"ingest.ready\"") { continue }
          throw FanOutFault("writer \(number): \(answer)")
        }
        let params = try json(answer)["params"] as? [String: Any]
        guard let n = params?["n"] as? Int else { throw FanOutFault("no ack: \(answer)") }
        fanOut.acknowledged(start + n - done)
        done = start + n
      }
    }
  }
}

/// Something that no death of the daemon explains.
struct FanOutFault: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
