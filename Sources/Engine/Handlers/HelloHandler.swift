import Domain
import JSONText
import WireProtocol

/// Tells who the daemon is and who the peer is to it; settles version and capabilities.
enum HelloHandler: MethodHandler {
  static func handle(
    _ call: Hello, _ request: Request, _ session: Session, _ engine: Engine
  ) throws(WireError) {
    guard call.version == 1 else {
      throw WireError(
        .unsupported, "protocol \(call.version) is not spoken here, 1 is",
        details: ["protocols": [1]])
    }
    let missing = call.required.filter { !Capabilities.all.contains($0) }
    guard missing.isEmpty else {
      throw WireError(
        .unsupported, "this daemon lacks \(missing.joined(separator: ", "))",
        details: ["missing": .array(missing.map { .string($0) })])
    }
    if let name = call.actingAs { try act(as: name, session, engine) }
    if let line = call.maximumLine { session.maximumLine = line }
    engine.answer(session, request) { result in
      result.key("protocol")
      result.integer(1)
      result.key("protocols")
      result.beginArray()
      result.integer(1)
      result.endArray()
      writeServer(engine, into: &result)
      writePeer(session, engine, into: &result)
    }
  }

  private static func act(
    as name: String, _ session: Session, _ engine: Engine
  ) throws(WireError) {
    guard engine.clock.isTest, session.peer.isOperator else {
      throw WireError(
        .denied, "only an operator of a daemon with --test-clock may act as somebody else")
    }
    guard let symbol = engine.team.symbols.find(name), engine.team.viewer(named: name) != nil
    else { throw WireError(.notFound, "no member \(name) in the playbook") }
    session.actingAs = symbol
    session.identity = nil
  }

  private static func writeServer(_ engine: Engine, into result: inout JSONWriter) {
    result.key("server")
    result.beginObject()
    result.member("name", "coxswaind")
    result.member("version", engine.configuration.version)
    result.endObject()
    result.member("team", engine.configuration.team)
    result.member("store", engine.store)
    result.member("head", engine.token(engine.head))
    result.key("capabilities")
    result.beginObject()
    for name in Capabilities.all {
      result.key(name)
      result.bool(true)
    }
    result.endObject()
    result.key("limits")
    result.beginObject()
    for (name, value) in [
      ("line", Limits.line), ("event", Limits.event), ("inflight", Limits.inFlight),
    ] {
      result.key(name)
      result.integer(value)
    }
    result.endObject()
  }

  private static func writePeer(
    _ session: Session, _ engine: Engine, into result: inout JSONWriter
  ) {
    let viewer = engine.viewer(session)
    result.key("peer")
    result.beginObject()
    result.key("uid")
    result.integer(session.peer.uid)
    result.member("user", session.peer.user)
    result.member("member", engine.memberID(session))
    result.member("role", viewer?.role.rawValue)
    result.member("sources", viewer?.sources ?? [])
    result.endObject()
  }
}
