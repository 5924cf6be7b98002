import Client
import JSONText
import Testing
import WireProtocol

private let ready =
  #"{"method":"ingest.ready","params":{"stream":1,"lease":3,"resume":{"cursor":"after=7","lastId":"c-7"},"window":{"bytes":40}}}"#

private func ack(_ n: Int, new: Int, rejected: Int = 0) -> String {
  #"{"method":"ingest.ack","params":{"stream":1,"n":\#(n),"seq":\#(n),"new":\#(new),"dup":0,"rejected":\#(rejected)}}"#
}

private func reject(_ n: Int) -> String {
  #"{"method":"ingest.reject","params":{"stream":1,"n":\#(n),"id":"e\#(n)","error":{"code":4220,"message":"no","data":{"kind":"event_invalid"}}}}"#
}

private func done(_ n: Int, new: Int, rejected: Int = 0) -> String {
  #"{"id":1,"result":{"n":\#(n),"seq":\#(n),"new":\#(new),"dup":0,"rejected":\#(rejected),"end":"eof"}}"#
}

extension IngestStream {
  fileprivate func send(_ text: String, lines: Int) throws {
    let bytes = Array(text.utf8)
    try send(bytes, in: 0..<bytes.count, lines: lines)
  }
}

@Suite("Streaming events in")
struct IngestTests {
  @Test("the stream opens with its options, tells what to resume from, and ends with the counts")
  func opens() throws {
    let server = try ScriptedServer { peer in
      let asked = peer.line() ?? ""
      let isRight =
        asked
        == #"{"jsonrpc":"2.0","id":1,"method":"ingest","params":{"source":"/x","raw":true,"history":true,"eventsOnly":true}}"#
      peer.say(isRight ? ready : done(0, new: 0))
      let cursor = (peer.line(), peer.line())
      while peer.line() != nil {}
      peer.say(ack(1, new: 1))
      peer.say(done(cursor.1?.contains(#""cursor":"after=8""#) == true ? 1 : 99, new: 1))
    }
    let stream = try IngestStream(
      on: try Connection(path: server.path), .init(source: "/x", history: true))
    #expect(stream.resumeCursor == "after=7" && stream.resumeID == "c-7")
    try stream.send("{\"a\":1}\n", lines: 1)
    try stream.store(cursor: "after=8")
    #expect(try stream.finish() == IngestTally(n: 1, new: 1, seq: 1))
  }

  @Test("a full window waits for its acknowledgement before more is sent")
  func window() throws {
    let server = try ScriptedServer { peer in
      _ = peer.line()
      peer.say(ready)
      _ = peer.line()
      peer.say(ack(1, new: 1))
      while peer.line() != nil {}
      peer.say(done(2, new: 2))
    }
    let stream = try IngestStream(on: try Connection(path: server.path))
    // Thirty bytes of the forty.
    try stream.send(String(repeating: "x", count: 29) + "\n", lines: 1)
    try stream.send(String(repeating: "y", count: 29) + "\n", lines: 1)
    // The second chunk could only leave after the first had its verdict.
    #expect(stream.tally.n == 1)
    #expect(try stream.finish().n == 2)
  }

  @Test("a refused line is handed back as it was sent, empty lines not counted")
  func rejects() throws {
    let server = try ScriptedServer { peer in
      _ = peer.line()
      peer.say(ready)
      while peer.line() != nil {}
      peer.say(reject(2))
      peer.say(ack(2, new: 1, rejected: 1))
      peer.say(reject(3))
      peer.say(done(3, new: 1, rejected: 2))
    }
    let stream = try IngestStream(
      on: try Connection(path: server.path), .init(window: 1 << 20, keepsLines: true))
    var refused: [RefusedLine] = []
    stream.onReject = { refused.append($0) }
    try stream.send("{\"id\":1}\n\n\r\n{\"id\":2}\n", lines: 2)
    try stream.send("{\"id\":3} \n", lines: 1)
    let tally = try stream.finish()
    #expect(tally.rejected == 2)
    #expect(refused.map(\.n) == [2, 3])
    #expect(
      refused.map { String(decoding: $0.bytes, as: UTF8.self) } == [#"{"id":2}"#, #"{"id":3} "#])
    #expect(refused.map(\.id) == ["e2", "e3"])
  }

  @Test("a server that talks before it reads does not block a client that sends")
  func noDeadlock() throws {
    let count = 30_000
    let server = try ScriptedServer { peer in
      _ = peer.line()
      peer.say(ready)
      // Far more than the socket's buffers hold, before the first line is read.
      for n in 1...count { peer.say(reject(n)) }
      while peer.line() != nil {}
      peer.say(done(count, new: 0, rejected: count))
    }
    let stream = try IngestStream(on: try Connection(path: server.path), .init(window: 1 << 24))
    var refused = 0
    stream.onReject = { _ in refused += 1 }
    let chunk = String(
      repeating: #"{"id":"0123456789012345678901234567890123456789"}"# + "\n", count: 1000)
    for _ in 0..<(count / 1000) { try stream.send(chunk, lines: 1000) }
    #expect(try stream.finish().rejected == UInt64(count))
    #expect(refused == count)
  }

  @Test("a stream that breaks keeps the counts of what is durable")
  func breaks() throws {
    let server = try ScriptedServer { peer in
      _ = peer.line()
      peer.say(ready)
      _ = peer.line()
      peer.say(ack(1, new: 1))
    }
    let stream = try IngestStream(on: try Connection(path: server.path))
    try stream.send("{}\n", lines: 1)
    #expect(throws: ClientFault.lost(reason: .ended)) { try stream.finish() }
    #expect(stream.tally.n == 1)
  }

  @Test("a daemon that stops ends the stream early, and that is no success")
  func stops() throws {
    let server = try ScriptedServer { peer in
      _ = peer.line()
      peer.say(ready)
      while peer.line() != nil {}
      peer.say(#"{"id":1,"result":{"n":1,"seq":1,"new":1,"dup":0,"rejected":0,"end":"stopping"}}"#)
    }
    let stream = try IngestStream(on: try Connection(path: server.path))
    try stream.send("{}\n{}\n", lines: 2)
    let stopping = Refusal(
      code: 5030, kind: "stopping", message: "the daemon is stopping", retry: "later")
    #expect(throws: ClientFault.refused(stopping)) { try stream.finish() }
    #expect(stream.tally.n == 1)
  }

  @Test("a busy source refuses the stream")
  func busy() throws {
    let server = try ScriptedServer { peer in
      _ = peer.line()
      peer.say(#"{"id":1,"error":{"code":4092,"message":"busy","data":{"kind":"source_busy"}}}"#)
    }
    let connection = try Connection(path: server.path)
    #expect(throws: ClientFault.refused(Refusal(code: 4092, kind: "source_busy", message: "busy")))
    {
      try IngestStream(on: connection)
    }
  }

  @Test("lines of the stream are found again in the file, empty lines between them or not")
  func lineNumbers() {
    var numbers = LineNumbers()
    let first = Array("\na\n\r\n\nb\n".utf8)
    let second = Array("c\n\nd\n".utf8)
    #expect(numbers.count(first, 0..<first.count) == 2)
    #expect(numbers.count(second, 0..<second.count) == 2)
    #expect((1...4).map { numbers.fileLine(ofStreamLine: $0) } == [2, 5, 6, 8])
  }

  @Test("unacknowledged bytes fall only by whole chunks, and their lines are forgotten with them")
  func unacknowledged() {
    var lines = UnacknowledgedLines(keepsLines: true)
    for chunk in 0..<600 {
      let bytes = Array("a\(chunk)\nb\(chunk)\n".utf8)
      lines.sent(bytes, in: 0..<bytes.count, through: 2 * chunk + 2)
    }
    let all = lines.bytes
    lines.acknowledge(through: 3)
    #expect(lines.bytes == all - 6)
    #expect(lines.line(1) == [])
    #expect(lines.line(3) == Array("a1".utf8))
    lines.acknowledge(through: 1199)
    #expect(lines.line(1200) == Array("b599".utf8))
    lines.acknowledge(through: 1200)
    #expect(lines.bytes == 0)
  }
}
