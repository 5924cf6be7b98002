import Foundation
import Harness
import Synchronization

/// A well-behaved client on a thread of its own: it asks for the status and appends an event in turn,
/// and keeps how long each answer took.
final class Prober: Sendable {
  private struct Findings {
    var isOver = false
    var milliseconds: [Double] = []
    var fault: String?
  }

  /// Fewer answers have no 99th percentile worth the name.
  private static let enough = 300
  static let source = "/probe"
  private let findings = Mutex(Findings())
  private let ended = DispatchSemaphore(value: 0)

  /// Connects at once, so that it has its place before others take theirs.
  init(_ socket: String) throws {
    let line = try LineSocket(socket, timeoutSeconds: 30)
    let connection = Mutex(line)
    startThread { [self] in
      connection.withLock { self.run($0) }
      self.ended.signal()
    }
  }

  /// Ends it once it has had enough answers: every round trip in milliseconds, sorted, and what went wrong.
  func stop() -> (milliseconds: [Double], fault: String?) {
    findings.withLock { $0.isOver = true }
    ended.wait()
    return findings.withLock { ($0.milliseconds.sorted(), $0.fault) }
  }

  private func run(_ socket: LineSocket) {
    var number = 0
    while !findings.withLock({ $0.isOver && $0.milliseconds.count >= Self.enough }) {
      number += 1
      let began = ContinuousClock.now
      do {
        let answer = try socket.call(number % 2 == 0 ? Self.status(number) : Self.append(number))
        guard answer.hasPrefix("{\"jsonrpc\":\"2.0\",\"id\":\(number),\"result\"") else {
          throw HarnessFailure("answer \(number) is \(answer)")
        }
      } catch {
        findings.withLock { $0.fault = "\(error)" }
        return
      }
      let took = ContinuousClock.now - began
      findings.withLock { $0.milliseconds.append(took / .milliseconds(1)) }
      usleep(1_000)
    }
  }

  private static func status(_ id: Int) -> String {
    "{\"jsonrpc\":\"2.0\",\"id\":\(id),\"method\":\"status\"}"
  }

  private static func append(_ id: Int) -> String {
    "{\"jsonrpc\":\"2.0\",\"id\":\(id),\"method\":\"append\",\"params\":{\"events\":[{"
      + "\"specversion\":\"1.0\",\"id\":\"p-\(id)\",\"source\":\"\(source)\","
      + "\"type\":\"coxswain.activity.logged\",\"subject\":\"ana\","
      + "\"data\":{\"metric\":\"call\"}}]}}"
  }
}
