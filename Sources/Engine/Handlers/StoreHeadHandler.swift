import JSONText
import WireProtocol

/// Tells the newest seal: who keeps it elsewhere can prove later that nothing before it was changed.
enum StoreHeadHandler: MethodHandler {
  static func handle(
    _ call: StoreHead, _ request: Request, _ session: Session, _ engine: Engine
  ) throws(WireError) {
    let last = engine.durable
    engine.awaitRead(session, .newestSeal(through: last), from: last, for: request) {
      engine, session, bytes throws(WireError) in
      let seal = bytes.isEmpty ? nil : try? JSONValue.parse(String(decoding: bytes, as: UTF8.self))
      engine.answer(session, request) { result in
        result.member("store", engine.store)
        result.member("at", engine.token(last))
        guard let seal else { return }
        result.key("seq")
        result.integer(seal["last"]?.integer ?? 0)
        result.member("hash", seal["sha256"]?.string)
        result.member("sealed", seal["at"]?.string)
      }
    }
  }
}
