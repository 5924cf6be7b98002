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
  // In the order in which a request's method is compared with them: what is called most comes first.
  static let all: [any MethodHandler.Type] = [
    QueryHandler.self, AppendHandler.self, HelloHandler.self, StatusHandler.self,
    IngestHandler.self, IngestCursorHandler.self, SubscribeHandler.self, SubscribeAckHandler.self,
    CancelHandler.self,
    PlaybookApplyHandler.self, ClockAdvanceHandler.self, ClockAcceptHandler.self,
    DiscoverHandler.self, StoreStatusHandler.self, StoreHeadHandler.self, StoreBackupHandler.self,
    JournalLevelHandler.self,
  ]

  /// The names of the methods that have a handler.
  package static let names: [String] = named.map(\.name.description)

  /// A handler under the name of its method.
  typealias Named = (name: StaticString, handler: any MethodHandler.Type)

  private static let named: [Named] = all.map { (name(of: $0), $0) }

  /// The handler of the method that a request calls.
  ///
  /// Compared one by one: that is quicker than to make a text of the name and hash it.
  static func handler(of request: Request) -> Named? {
    named.first { request.calls($0.name) }
  }

  private static func name<Handler: MethodHandler>(of handler: Handler.Type) -> StaticString {
    Handler.Method.name
  }
}
