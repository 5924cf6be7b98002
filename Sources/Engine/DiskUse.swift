import Domain
import EventLog
import JSONText
import WireProtocol

/// What the log takes of the disk, how fast, and when there is no room any more.
struct DiskUse: Equatable {
  /// Bytes a day over the last 7 and 28 days, or since the first record where that is later.
  var perDay7: Int64
  var perDay28: Int64
  /// Bytes that the log can still take before writes are refused; nil where the system does not say.
  var free: Int64?
  /// When that is the case at the faster of the two paces; nil when it is a hundred years away.
  ///
  /// The faster one, because a warning too early costs less than one too late.
  var full: Instant?

  /// Bytes kept free behind the log's end, which it never takes.
  static let reserve = Int64(LogOptions().reserveBytes + LogOptions().batchBytes)

  /// Writes the members that `status` and `store.status` share.
  func write(into result: inout JSONWriter) {
    if let free {
      result.key("free")
      result.integer(free)
    }
    result.key("per_day_7")
    result.integer(perDay7)
    result.key("per_day_28")
    result.integer(perDay28)
    if let full { result.member("full_on", String(full.rfc3339.prefix(10))) }
  }
}

extension Engine {
  private static let day: Int64 = 86_400_000_000

  /// What the figures of the edge and the times of the records come to.
  var diskUse: DiskUse {
    var use = DiskUse(perDay7: perDay(7), perDay28: perDay(28), free: figures.freeBytes)
    let pace = max(use.perDay7, use.perDay28)
    guard let free = use.free, pace > 0 else { return use }
    let days = max(0, free - DiskUse.reserve) / pace
    guard days < 36_500 else { return use }
    use.full = Instant(microseconds: clock.now.microseconds + days * Self.day)
    return use
  }

  /// Bytes a day that were recorded in the last days; a log of less than a day is taken for a day old.
  private func perDay(_ days: Int64) -> Int64 {
    let now = clock.now.microseconds
    let first = times.first?.microseconds ?? now
    let start = max(first, now - days * Self.day)
    let before = start == first ? 0 : bytes(before: times.place(of: start))
    let span = max(now - start, Self.day)
    // Sidecars come with the segments, in the same proportion as so far.
    let all = Double(figures.logBytes + figures.sidecarBytes) / Double(max(1, figures.logBytes))
    let bytes = Double(figures.logBytes - before) * all * Double(Self.day) / Double(span)
    return Int64(max(0, bytes).rounded())
  }

  /// Bytes of the log before a seq.
  ///
  /// Within a segment records count as equally long: a forecast needs no more, and nothing is read.
  private func bytes(before seq: UInt64) -> Int64 {
    var sum: Int64 = 0
    for (index, segment) in figures.segments.enumerated() where segment.first < seq {
      let rest = figures.segments.dropFirst(index + 1).first?.first ?? head + 1
      let records = max(1, rest - segment.first)
      let passed = min(records, seq - segment.first)
      sum += Int64(Double(segment.bytes) * Double(passed) / Double(records))
    }
    return sum
  }
}
