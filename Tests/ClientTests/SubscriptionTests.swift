import Client
import JSONText
import Testing
import WireProtocol

@Suite("Following the log")
struct SubscriptionTests {
  @Test("events, marks and a goodbye come in order, and the cursor is where to go on")
  func order() throws {
    let server = try ScriptedServer { peer in
      let asked = peer.line() ?? ""
      peer.say(
        #"{"method":"events.next","params":{"stream":1,"cursor":"S:2","seq":2,"event":{"id":"a"}}}"#
      )
      peer.say(#"{"method":"events.mark","params":{"stream":1,"state":"live","cursor":"S:9"}}"#)
      peer.say(#"{"method":"of.tomorrow","params":{}}"#)
      let isRight = asked.hasSuffix(
        #""params":{"from":{"after":"S:1"},"filter":{"types":["coxswain.deal."]}}}"#)
      peer.say(#"{"method":"server.bye","params":{"retry_ms":\#(isRight ? 100 : 0)}}"#)
    }
    let stream = try Subscription(
      on: try Connection(path: server.path), from: .after(CursorToken(store: "S", seq: 1)),
      filter: EventFilter(types: ["coxswain.deal."]))
    #expect(stream.cursor == "S:1")
    guard case .event(let event)? = try stream.next() else { return #expect(Bool(false)) }
    #expect(event["event"]?["id"] == "a")
    #expect(stream.cursor == "S:2")
    #expect(try stream.next() == .mark(state: "live"))
    #expect(try stream.next() == .bye(retryMilliseconds: 100))
    #expect(try stream.next() == nil)
    #expect(stream.cursor == "S:9")
  }

  @Test("a cursor of another store is refused, and the end of the stream is its end")
  func ends() throws {
    let server = try ScriptedServer { peer in
      _ = peer.line()
      peer.say(#"{"id":1,"result":{"end":"cancelled","cursor":"S:4"}}"#)
    }
    let stream = try Subscription(on: try Connection(path: server.path), from: .now)
    #expect(try stream.next() == .end)

    let foreign = try ScriptedServer { peer in
      _ = peer.line()
      peer.say(#"{"id":1,"error":{"code":4100,"message":"x","data":{"kind":"cursor_foreign"}}}"#)
    }
    let other = try Subscription(on: try Connection(path: foreign.path), from: .start)
    #expect(throws: ClientFault.refused(Refusal(code: 4100, kind: "cursor_foreign", message: "x")))
    {
      try other.next()
    }
  }
}
