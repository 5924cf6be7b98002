import Domain

/// A query about a past moment, with all that the reader needs to answer it by itself.
package struct PastQuestion: Sendable, Equatable {
  /// The newest record that may be looked at.
  package let through: UInt64
  /// The moment that is looked at; nil for the one at which record `through` was written.
  let moment: Instant?
  /// The query as a request of its own that asks about now, without a line end.
  let line: [UInt8]
  /// Who asks, and who leads whom, as it is today: they decide what may be seen.
  let viewers: [Viewer]
  let leaders: [String: String]
  let maximumLine: Int
  let team: String
  let store: String
}
