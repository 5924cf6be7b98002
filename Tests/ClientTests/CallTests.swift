import Client
import Glibc
import JSONText
import Testing
import WireProtocol

@Suite("Questions and answers on a connection")
struct CallTests {
  @Test("notifications before the result are handed on, and the result comes back")
  func notifications() throws {
    let server = try ScriptedServer { peer in
      let asked = peer.line() ?? ""
      peer.say(#"{"jsonrpc":"2.0","method":"x","params":{"n":1}}"#)
      peer.say(#"{"jsonrpc":"2.0","id":7,"result":{"other":true}}"#)
      peer.say(#"{"jsonrpc":"2.0","id":1,"result":{"asked":"# + asked + "}}")
      _ = peer.line()
    }
    let connection = try Connection(path: server.path)
    var notified: [JSONValue] = []
    let result = try connection.call(Query(.week, member: "ana"), notified: { notified.append($0) })
    #expect(notified.map { $0["method"]?.string } == ["x"])
    #expect(
      result["asked"]?.text
        == #"{"jsonrpc":"2.0","id":1,"method":"query","params":{"view":"week","member":"ana"}}"#)
  }

  @Test("rows that came ahead of a large result are put back before its own")
  func rowsAhead() throws {
    let server = try ScriptedServer { peer in
      _ = peer.line()
      peer.say(#"{"method":"query.rows","params":{"stream":1,"rows":[{"n":1},{"n":2}]}}"#)
      peer.say(#"{"method":"query.rows","params":{"stream":1,"rows":[{"n":3}]}}"#)
      peer.say(#"{"id":1,"result":{"at":"S:1","streamed":4,"rows":[{"n":4}]}}"#)
    }
    let connection = try Connection(path: server.path)
    let result = try connection.query(Query(.deals, list: true))
    #expect(result["rows"]?.array?.map { $0["n"]?.integer } == [1, 2, 3, 4])
    #expect(result["at"] == "S:1")
  }

  @Test("an error reply is a refusal with its kind, its details and its exit code")
  func refusal() throws {
    let server = try ScriptedServer { peer in
      _ = peer.line()
      peer.say(
        #"{"id":1,"error":{"code":4030,"message":"no","data":{"kind":"denied","retry":"never","details":{"needs":"manager"}}}}"#
      )
    }
    let connection = try Connection(path: server.path)
    let refusal = Refusal(code: 4030, kind: "denied", message: "no", details: ["needs": "manager"])
    #expect(throws: ClientFault.refused(refusal)) { try connection.call(Status()) }
    #expect(refusal.exitCode == 77)
    #expect(Refusal(code: 1, kind: "of_tomorrow", message: "").exitCode == 70)
  }

  @Test("a refused hello is what the next call throws")
  func refusedHello() throws {
    let server = try ScriptedServer { peer in
      _ = peer.line()
      peer.say(#"{"id":0,"error":{"code":4060,"message":"old","data":{"kind":"unsupported"}}}"#)
      _ = peer.line()
    }
    let connection = try Connection(path: server.path)
    try connection.introduce(Hello(client: "test"), waiting: false)
    #expect(throws: ClientFault.refused(Refusal(code: 4060, kind: "unsupported", message: "old"))) {
      try connection.call(Status())
    }
  }

  @Test("what follows a hello that is waited for is not sent when the hello is refused")
  func refusedBeforeWriting() throws {
    let server = try ScriptedServer { peer in
      let hello = peer.line() ?? ""
      let isNamed = hello.contains(#""as":"ana""#)
      peer.say(
        #"{"id":0,"error":{"code":4040,"message":"\#(isNamed)","data":{"kind":"not_found"}}}"#)
      _ = peer.line()
    }
    let connection = try Connection(path: server.path)
    #expect(throws: ClientFault.refused(Refusal(code: 4040, kind: "not_found", message: "true"))) {
      try connection.introduce(Hello(actingAs: "ana"), waiting: true)
    }
  }

  @Test("a connection that ends, or stays silent, leaves the outcome unknown")
  func lost() throws {
    let server = try ScriptedServer { _ = $0.line() }
    let connection = try Connection(path: server.path)
    #expect(throws: ClientFault.lost(reason: .ended)) { try connection.call(Status()) }

    let silent = try ScriptedServer { peer in while peer.line() != nil {} }
    let other = try Connection(path: silent.path, patience: 0)
    #expect(throws: ClientFault.lost(reason: .silent(seconds: 0))) { try other.call(Status()) }
  }

  @Test("what is no JSON is not the protocol")
  func notProtocol() throws {
    let server = try ScriptedServer { peer in
      _ = peer.line()
      peer.say("220 smtp ready")
    }
    let connection = try Connection(path: server.path)
    #expect(throws: ClientFault.notProtocol("the text is not valid JSON")) {
      try connection.call(Status())
    }
  }

  @Test("nobody listening is told with its reason")
  func nobody() {
    #expect(throws: ClientFault.notConnected(path: "/nonexistent/a.sock", errno: ENOENT)) {
      try Connection(path: "/nonexistent/a.sock")
    }
  }

  @Test("an event carries what it was given and nothing else")
  func draft() throws {
    let draft = EventDraft(
      id: "x", type: "activity.logged", time: "2026-11-20T15:00:00Z",
      data: [.init("metric", "call"), .init("minutes", 5)])
    #expect(
      draft.json.text
        == #"{"specversion":"1.0","id":"x","type":"coxswain.activity.logged","time":"2026-11-20T15:00:00Z","data":{"metric":"call","minutes":5}}"#
    )
  }

  @Test("ids have 128 bits in 26 characters, and no two are alike")
  func ids() throws {
    #expect(
      EventID.text([UInt8](repeating: 0, count: 16)) == String(repeating: "0", count: 26))
    #expect(
      EventID.text([UInt8](repeating: 255, count: 16)) == "7" + String(repeating: "z", count: 25))
    #expect(
      EventID.text([UInt8](repeating: 0, count: 15) + [33]) == String(repeating: "0", count: 24)
        + "11"
    )
    #expect(Set(try (0..<100).map { _ in try EventID.random() }).count == 100)
  }
}
