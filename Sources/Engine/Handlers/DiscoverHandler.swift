import JSONText
import WireProtocol

/// Gives the OpenRPC document: what methods there are and what each takes and answers.
enum DiscoverHandler: MethodHandler {
  static func handle(
    _ call: Discover, _ request: Request, _ session: Session, _ engine: Engine
  ) throws(WireError) {
    guard let document = OpenRPC.document(method: call.method), let members = document.object else {
      throw WireError(
        .notFound, "there is no method \(call.method ?? ""); rpc.discover without one lists them")
    }
    let size = document.text.utf8.count + 128
    guard size <= session.maximumLine else {
      throw WireError(
        .unsupported,
        "the whole description needs a line of \(size) bytes: say hello with maxLine \(size), "
          + "or ask for one method",
        details: ["maxLine": .integer(Int64(size))])
    }
    engine.answer(session, request) { result in
      for member in members {
        result.key(member.key)
        member.value.write(into: &result)
      }
    }
  }
}
