package import JSONText

/// What a peer must be to call a method; the daemon's one access function decides.
package enum AccessNeed: String, CaseIterable, Sendable {
  /// Anyone who may connect, mapped to a member or not.
  case anyone
  /// A member, whatever their role.
  case member
  /// A member, for events of their own source and, where the role allows it, of others'.
  case events
  /// An integration, for the sources it declares; a member, for their own.
  case source
  /// A member, for what they may see of the subjects asked for.
  case subjects
  /// An operator.
  case operate
}

/// How a method answers.
package enum CallKind: String, Sendable {
  /// One response.
  case unary
  /// Notifications that carry `params.stream`, and one response at the end.
  case stream
  /// Nothing: it is a notification.
  case notification
}

/// The contract of one method: its name, what it needs, and its parameters both ways.
package protocol MethodContract: Sendable {
  static var name: StaticString { get }
  static var need: AccessNeed { get }
  static var kind: CallKind { get }
  /// Reads the parameters of a call.
  init(_ params: Parameters) throws(WireError)
  /// Writes the members of `params`, for clients.
  func write(into params: inout JSONWriter)
}

/// All methods; a contract that is missing here fails a test.
package enum MethodCatalogue {
  package static let all: [any MethodContract.Type] = [
    Hello.self, Status.self, Append.self, Ingest.self, IngestCursor.self, Query.self,
    Subscribe.self, SubscribeAck.self, Cancel.self, PlaybookApply.self, ClockAdvance.self,
    ClockAccept.self, StoreStatus.self, StoreHead.self, StoreBackup.self, JournalLevel.self,
    Discover.self,
  ]
}
