/// What the log and the envelope say about an event, beside what the event itself says.
package struct Stamp: Equatable, Sendable {
  /// The record's place in the log; gap-free over all records, below 2^31.
  package var seq: UInt64
  /// When it was recorded.
  package var at: Instant
  /// Who sent it: a member, `uid:1001` or `daemon`.
  package var by: Symbol
  /// The producer, as the envelope names it.
  package var source: Symbol
  /// The member, or the member's alias at this source; `none` when the envelope has no subject.
  package var subject: Symbol
  /// When it happened; the time of recording when the envelope does not say.
  package var time: Instant

  package init(
    seq: UInt64, at: Instant, by: Symbol, source: Symbol, subject: Symbol = .none, time: Instant
  ) {
    self.seq = seq
    self.at = at
    self.by = by
    self.source = source
    self.subject = subject
    self.time = time
  }
}
