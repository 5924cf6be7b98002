// One row of 16 bytes an event, by sequence number, in chunks so that growing copies nothing. What many
// events share (source, subject, what was counted, by whom) is a series, looked up once by hash.
//
// A row's `value` is, for an activity, count in the upper and minutes in the lower half (with the escapes
// below); for a deal step the place of its details plus one. `link` chains the rows of one deal, newest
// first; the oldest row carries the deal's own number with the top bit set.

/// One recorded capture, as compact as undoing it and tracing a deal allow.
struct EventRow: Sendable, Equatable {
  /// 0 marks a row without effect: no capture, or retracted.
  var series: UInt32 = 0
  /// Seconds since 1970; UInt32 reaches 2106.
  var second: UInt32 = 0
  var value: UInt32 = 0
  var link: UInt32 = 0

  static let noMinutes: UInt32 = 0xFFFF
  /// Count or minutes do not fit: they are kept aside.
  static let large: UInt32 = 0xFFFF_FFFF
  static let dealFlag: UInt32 = 0x8000_0000
}

/// A count or minutes too big for a row.
struct LargeValue: Sendable, Equatable {
  var count: Int32
  var minutes: Int32?
}
