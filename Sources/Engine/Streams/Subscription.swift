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
  /// Whose acknowledged place this stream moves; nil for a stream that keeps none.
  let consumer: Consumer?
  /// Nothing is told before this is on disk: what the stream's start speaks of must not be lost.
  var opened: UInt64 = 0
  var phase = Phase.catchingUp
  /// A read for it is under way.
  var isReading = false
  /// Records passed over since the last line that told the position.
  var skipped = 0
  var lastTold: Int64

  init(
    stream: [UInt8], filter: EventFilter, next: UInt64, notBefore: Int64,
    consumer: Consumer? = nil, now: Int64
  ) {
    self.stream = stream
    self.filter = filter
    self.next = next
    self.notBefore = notBefore
    self.consumer = consumer
    lastTold = now
  }
}
