import WireProtocol

/// Carries out one method; the contract it serves lies in WireProtocol.
protocol MethodHandler: SendableMetatype {
  associatedtype Method: MethodContract
  static func handle(
    _ call: Method, _ request: Request, _ session: Session, _ engine: Engine
  ) throws(WireError)
}

extension MethodHandler {
  /// Decides on access, reads the parameters, carries out.
  static func call(_ request: Request, _ session: Session, _ engine: Engine) throws(WireError) {
    guard Method.kind != .notification || request.id == nil else {
      throw WireError(
        .badRequest, "\(Method.name) is a notification and gets no answer: send it without an id")
    }
    try engine.admit(session, Method.need, to: Method.name)
    try handle(try Method(request.params), request, session, engine)
  }
}

/// All handlers; one that is missing here fails a test.
package enum HandlerCatalogue {
  static let all: [any MethodHandler.Type] = [
    HelloHandler.self, StatusHandler.self, AppendHandler.self, IngestHandler.self,
    IngestCursorHandler.self, QueryHandler.self, SubscribeHandler.self, SubscribeAckHandler.self,
    CancelHandler.self,
    PlaybookApplyHandler.self, ClockAdvanceHandler.self, ClockAcceptHandler.self,
    DiscoverHandler.self,
  ]

  /// The names of the methods that have a handler.
  package static let names: [String] = all.map { name(of: $0) }

  private static let byName = Dictionary(uniqueKeysWithValues: zip(names, all))

  static func handler(of method: String) -> (any MethodHandler.Type)? { byName[method] }

  private static func name<Handler: MethodHandler>(of handler: Handler.Type) -> String {
    Handler.Method.name.description
  }
}
