/// What only the edge can measure; the daemon sets it now and then for `status`.
package struct Figures: Sendable, Equatable {
  /// Bytes of resident memory.
  package var residentBytes: Int64 = 0
  package var logSegments: Int64 = 0
  package var logBytes: Int64 = 0
  package var lastSyncMicroseconds: Int64 = 0

  package init() {}
}
