package import EventLog

/// What only the edge can measure; the daemon sets it now and then for `status`.
package struct Figures: Sendable, Equatable {
  /// One segment of the log on disk.
  package struct Segment: Sendable, Equatable {
    /// Its first seq.
    package var first: UInt64
    package var bytes: Int64

    package init(first: UInt64, bytes: Int64) {
      self.first = first
      self.bytes = bytes
    }
  }

  /// Bytes of resident memory.
  package var residentBytes: Int64 = 0
  /// In order of their first seq.
  package var segments: [Segment] = []
  /// Bytes of all sidecars.
  package var sidecarBytes: Int64 = 0
  /// Bytes that the log's file system could still take; nil where it does not say.
  package var freeBytes: Int64?
  package var lastSyncMicroseconds: Int64 = 0
  /// Places where the log was found not to be what was written, since the start.
  package var damages: [Damage] = []

  package init() {}

  /// Bytes of all segments.
  var logBytes: Int64 { segments.reduce(0) { $0 + $1.bytes } }
}
