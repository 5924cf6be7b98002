/// A fact of the team, and when it was recorded by whom.
struct RecordedFact: Sendable, Equatable {
  var event: Event
  var at: Instant
  var by: Symbol
  var seq: UInt64
}
