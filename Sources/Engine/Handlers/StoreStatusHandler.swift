import JSONText
import WireProtocol

/// What the log takes of the disk, how fast it grows, and the day on which the disk is full.
enum StoreStatusHandler: MethodHandler {
  static func handle(
    _ call: StoreStatus, _ request: Request, _ session: Session, _ engine: Engine
  ) throws(WireError) {
    engine.answer(session, request) { result in
      result.member("store", engine.store)
      result.member("at", engine.token(engine.head))
      result.key("segments")
      result.integer(engine.figures.segments.count)
      result.key("bytes")
      result.integer(engine.figures.logBytes)
      result.key("writable")
      result.bool(engine.isWritable)
      engine.diskUse.write(into: &result)
    }
  }
}
