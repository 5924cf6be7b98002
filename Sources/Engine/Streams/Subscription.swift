import WireProtocol

/// A reader's place in the log: a position and a filter, never a queue.
final class Subscription {
  enum Phase { case catchingUp, live }

  /// The request's id as it was written.
  let stream: [UInt8]
  let filter: EventFilter
  /// The next seq to look at.
  var next: UInt64
  /// Records recorded before this (microseconds since 1970) are passed over.
  let notBefore: Int64
  var phase = Phase.catchingUp
  /// A read for it is under way.
  var isReading = false
  /// Was told only part of the records it could have been told: there was no room.
  var isCutShort = false
  /// Records passed over since the last line that told the position.
  var skipped = 0
  var lastTold: Int64

  init(stream: [UInt8], filter: EventFilter, next: UInt64, notBefore: Int64, now: Int64) {
    self.stream = stream
    self.filter = filter
    self.next = next
    self.notBefore = notBefore
    lastTold = now
  }
}
