import Glibc
import Harness

/// A producer's connection without blocking: what it sent, what is on its way, what was answered.
struct LoadConnection {
  enum Kind {
    /// Lines of a raw ingest, answered by cumulative acknowledgements.
    case stream
    /// Requests of a few events each, answered one by one.
    case requests
  }

  let kind: Kind
  let socket: LineSocket
  private var outgoing: [UInt8] = []
  private var incoming: [UInt8] = []
  /// Event numbers in the order sent (streams), or those of each open request by its id.
  private var order: [Int] = []
  private var requests: [Int: ClosedRange<Int>] = [:]
  private var answered = 0

  init(_ kind: Kind, socket path: String) throws {
    self.kind = kind
    socket = try LineSocket(path)
    if kind == .stream {
      try socket.send(#"{"jsonrpc":"2.0","id":1,"method":"ingest","params":{"raw":true}}"#)
      guard let ready = try socket.readLine(), ready.contains("ingest.ready") else {
        throw HarnessFailure("the daemon takes no events")
      }
    }
  }

  /// Events without an answer.
  var inFlight: Int { kind == .stream ? order.count - answered : requests.count }

  mutating func send(_ number: Int, _ ledger: Ledger) {
    order.append(number)
    outgoing += Array((ledger.lines[number] + "\n").utf8)
  }

  mutating func request(_ numbers: ClosedRange<Int>, _ ledger: Ledger) {
    let id = requests.count + answered + 1
    requests[id] = numbers
    let events = numbers.map { ledger.lines[$0] }.joined(separator: ",")
    outgoing += Array(
      "{\"jsonrpc\":\"2.0\",\"id\":\(id),\"method\":\"append\",\"params\":{\"events\":[\(events)]}}\n"
        .utf8)
  }

  /// Moves bytes as far as they go at the moment; `limit` cuts a line in the middle now and then.
  mutating func write(limit: Int) {
    guard !outgoing.isEmpty else { return }
    let count = unsafe Glibc.send(
      socket.descriptor, outgoing, min(limit, outgoing.count),
      Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
    if count > 0 { outgoing.removeFirst(count) }
  }

  /// Takes what has arrived and notes it in the ledger: the number of answers.
  mutating func read(_ ledger: inout Ledger) throws -> Int {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe recv(socket.descriptor, &chunk, chunk.count, Int32(MSG_DONTWAIT))
    guard count > 0 else { return 0 }
    incoming += chunk[0..<count]
    var answers = 0
    while let end = incoming.firstIndex(of: 10) {
      try answer(String(decoding: incoming[..<end], as: UTF8.self), &ledger)
      incoming.removeSubrange(...end)
      answers += 1
    }
    return answers
  }

  private mutating func answer(_ line: String, _ ledger: inout Ledger) throws {
    let message = try json(line)
    if let id = message["id"] as? Int, let numbers = requests[id] {
      guard let result = message["result"] as? [String: Any],
        (result["new"] as? Int ?? 0) + (result["dup"] as? Int ?? 0) == numbers.count
      else { throw HarnessFailure("a request was not taken: \(line)") }
      requests[id] = nil
      answered += 1
      for number in numbers { ledger.acknowledge(number) }
    } else if message["method"] as? String == "ingest.ack" {
      guard let params = message["params"] as? [String: Any], let n = params["n"] as? Int else {
        throw HarnessFailure("no ack: \(line)")
      }
      for number in order[answered..<max(answered, n)] { ledger.acknowledge(number) }
      answered = max(answered, n)
    } else {
      throw HarnessFailure("unexpected: \(line)")
    }
  }
}
