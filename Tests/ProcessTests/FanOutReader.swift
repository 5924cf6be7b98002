import Harness
import Synchronization

/// Subscribes as somebody with a filter, and after each death of the daemon from its last cursor.
final class FanOutReader: Sendable {
  struct Wish: Sendable {
    /// The member it reads as; nil for the operator.
    var member: String?
    var types: [String] = []
    var subjects: [String] = []
    var sources: [String] = []

    /// The filter as JSON; the test's own events come from `/w/`.
    var filter: String {
      let parts = [("types", types), ("subjects", subjects), ("sources", sources)]
      return parts.filter { !$0.1.isEmpty }.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",")
    }
  }

  let wish: Wish
  private let told = Mutex<(seqs: [Int], reconnects: Int)>(([], 0))

  private static let next = Array(
    #"{"jsonrpc":"2.0","method":"events.next","params":{"stream":8,"cursor":""#.utf8)
  private static let mark = Array(
    #"{"jsonrpc":"2.0","method":"events.mark","params":{"stream":8,"state":""#.utf8)

  init(_ wish: Wish) { self.wish = wish }

  /// The seqs of the events it was told, in that order.
  var seqs: [Int] { told.withLock { $0.seqs } }
  var reconnects: Int { told.withLock { $0.reconnects } }

  func run(_ fanOut: FanOut) throws {
    var (daemon, cursor, seqs): (Int, String?, [Int]) = (0, nil, [])
    var isDone = false
    var reconnects = 0
    while !isDone {
      daemon = fanOut.waitForDaemon(after: daemon)
      do {
        isDone = try read(try LineSocket(fanOut.socket), &cursor, &seqs, fanOut)
        reconnects += 1
      } catch is HarnessFailure {
        // The daemon died under the request.
      }
    }
    told.withLock { [seqs, reconnects] in $0 = (seqs, reconnects) }
  }

  /// Reads to the end of the log, or of the daemon: true when the log's end was reached.
  private func read(
    _ socket: LineSocket, _ cursor: inout String?, _ seqs: inout [Int], _ fanOut: FanOut
  ) throws -> Bool {
    if let member = wish.member {
      let answer = try socket.call(
        #"{"jsonrpc":"2.0","id":1,"method":"hello","params":{"protocol":1,"as":"\#(member)"}}"#)
      guard answer.contains("\"result\"") else { throw FanOutFault(answer) }
    }
    let from = cursor.map { #"{"after":"\#($0)"}"# } ?? #""start""#
    try socket.send(
      #"{"jsonrpc":"2.0","id":8,"method":"subscribe","params":{"from":\#(from),"filter":{\#(wish.filter)}}}"#
    )
    while let line = try socket.readLine() {
      let isEvent = line.utf8.starts(with: Self.next)
      guard isEvent || line.utf8.starts(with: Self.mark) else {
        throw FanOutFault("reader: \(line)")
      }
      let token = Self.token(line, isEvent: isEvent)
      guard let seq = token.split(separator: ":").last.flatMap({ Int($0) }) else {
        throw FanOutFault("no cursor: \(line)")
      }
      cursor = token
      if isEvent { seqs.append(seq) }
      if !isEvent, let end = fanOut.end, seq >= end { return true }
    }
    return false
  }

  // In an event the cursor follows the fixed opening, in a mark it is the last member.
  private static func token(_ line: String, isEvent: Bool) -> String {
    if isEvent {
      return String(line.utf8.dropFirst(next.count).prefix { $0 != 0x22 }) ?? ""
    }
    return String(line.dropLast(3).split(separator: "\"").last ?? "")
  }
}
