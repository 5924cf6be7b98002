import JSONText
package import WireProtocol

/// A refused line of an ingest: which one, and why.
package struct RefusedLine: Sendable, Equatable {
  /// The line's place in the stream, from 1; empty lines do not count.
  package var n: Int
  package var id: String?
  package var refusal: Refusal
  /// The line as it was sent; empty unless the stream keeps its lines.
  package var bytes: [UInt8]
}

/// A raw ingest: event lines out, durable acknowledgements in, at most one window between them.
package final class IngestStream {
  /// What to open.
  package struct Options: Sendable {
    package var source: String?
    package var history: Bool
    /// Bytes that may be unacknowledged; nil takes the server's window.
    package var window: Int?
    /// Keeps sent lines until they are acknowledged, so that a reject can show its line.
    package var keepsLines: Bool

    package init(
      source: String? = nil, history: Bool = false, window: Int? = nil, keepsLines: Bool = false
    ) {
      self.source = source
      self.history = history
      self.window = window
      self.keepsLines = keepsLines
    }
  }

  /// The cursor and the last id that the server has for this source.
  package let resumeCursor: String?
  package let resumeID: String?
  /// Cumulative counts of what is durable.
  package private(set) var tally = IngestTally()
  /// Lines sent so far.
  package private(set) var sentLines = 0
  package var onReject: (RefusedLine) -> Void = { _ in }

  private let connection: Connection
  private let document = JSONDocument()
  private let id: Int
  private let window: Int
  private var unacknowledged: UnacknowledgedLines
  private var result: JSONValue?

  /// Opens the stream and waits until the server is ready.
  package init(
    on connection: Connection, _ options: Options = Options(), id: Int = 1
  ) throws(ClientFault) {
    self.connection = connection
    self.id = id
    unacknowledged = UnacknowledgedLines(keepsLines: options.keepsLines)
    try connection.request(
      Ingest(source: options.source, history: options.history, eventsOnly: true), id: id)
    let told = try Self.ready(connection, document, id)
    resumeCursor = told["resume"]?["cursor"]?.string
    resumeID = told["resume"]?["lastId"]?.string
    window = options.window ?? told["window"]?["bytes"]?.integer.map { Int($0) } ?? Limits.window
  }

  /// The params of `ingest.ready`.
  private static func ready(
    _ connection: Connection, _ document: JSONDocument, _ id: Int
  ) throws(ClientFault) -> JSONValue {
    while let root = try connection.next(document) {
      let message = document.value(root)
      _ = try Connection.result(in: message, of: id)
      if message["method"]?.string == "ingest.ready" { return message["params"] ?? .null }
    }
    throw .lost(reason: .ended)
  }

  /// Sends whole lines, each ended by `\n`; `lines` counts those that are not empty.
  ///
  /// Waits while a full window is unacknowledged; a single chunk larger than the window passes
  /// once nothing else is.
  package func send(_ bytes: [UInt8], in range: Range<Int>, lines: Int) throws(ClientFault) {
    while unacknowledged.bytes > 0, unacknowledged.bytes + range.count > window {
      guard try takeNext(waiting: true) else { throw .lost(reason: .ended) }
    }
    sentLines += lines
    try checkForEnd()
    unacknowledged.sent(bytes, in: range, through: sentLines)
    try connection.send(bytes, in: range)
    while try takeNext(waiting: false) {}
  }

  /// Stores a position of the source together with the events before it.
  package func store(cursor: String) throws(ClientFault) {
    try connection.request(
      IngestCursor(stream: Connection.bytes(id), cursor: cursor), id: id)
  }

  /// Waits until every line sent so far has its verdict; more may be sent afterwards.
  package func drain() throws(ClientFault) {
    while unacknowledged.bytes > 0 {
      guard try takeNext(waiting: true) else { throw .lost(reason: .ended) }
      try checkForEnd()
    }
  }

  /// Says that no more lines come and waits until all of them have their verdict.
  package func finish() throws(ClientFault) -> IngestTally {
    connection.finishSending()
    while result == nil {
      guard try takeNext(waiting: true) else { throw .lost(reason: .ended) }
    }
    try checkForEnd()
    return tally
  }

  // A daemon that stops, or gives the source to somebody else, ends the stream before its last line.
  private func checkForEnd() throws(ClientFault) {
    guard let result, tally.n < sentLines else { return }
    let isFenced = result["end"]?.string == "fenced"
    let kind = isFenced ? ErrorKind.fenced : .stopping
    throw .refused(
      Refusal(
        code: Int64(kind.code), kind: kind.rawValue,
        message: isFenced ? "another stream of this source took over" : "the daemon is stopping",
        retry: kind.retry.rawValue))
  }

  private func takeNext(waiting: Bool) throws(ClientFault) -> Bool {
    let root = try waiting ? connection.next(document) : connection.nextIfThere(document)
    guard let root else { return false }
    let message = document.value(root)
    if let answer = try Connection.result(in: message, of: id) {
      result = answer
      count(answer)
    }
    guard let told = message["params"] else { return true }
    switch message["method"]?.string {
    case "ingest.ack":
      count(told)
      unacknowledged.acknowledge(through: Int(tally.n))
    case "ingest.reject":
      let n = told["n"]?.integer.map { Int($0) } ?? 0
      onReject(
        RefusedLine(
          n: n, id: told["id"]?.string, refusal: Refusal(told["error"] ?? .null),
          bytes: unacknowledged.line(n)))
    default: break
    }
    return true
  }

  private func count(_ told: JSONValue) {
    func number(_ name: String, _ known: UInt64) -> UInt64 {
      told[name]?.integer.map { UInt64(max(0, $0)) } ?? known
    }
    tally.n = number("n", tally.n)
    tally.new = number("new", tally.new)
    tally.dup = number("dup", tally.dup)
    tally.rejected = number("rejected", tally.rejected)
    tally.seq = number("seq", tally.seq)
  }
}
