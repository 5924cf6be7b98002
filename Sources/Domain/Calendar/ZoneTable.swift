/// A time zone as its clock changes, built at the edge from tzdata; pure integers from here on.
package struct ZoneTable: Sendable, Equatable {
  package let identifier: String
  /// Second from which each offset holds, ascending; the first also holds for all time before it.
  private let seconds: ContiguousArray<Int64>
  private let offsets: ContiguousArray<Int32>

  /// A table from clock changes in any order; offsets are seconds east of UTC.
  package init(identifier: String, transitions: [(at: Instant, offsetSeconds: Int32)]) {
    self.identifier = identifier
    let ordered = transitions.sorted { $0.at < $1.at }
    seconds = ContiguousArray(ordered.isEmpty ? [Int64.min / 4] : ordered.map { $0.at.seconds })
    offsets = ContiguousArray(ordered.isEmpty ? [0] : ordered.map { $0.offsetSeconds })
  }

  package static let utc = ZoneTable(identifier: "UTC", transitions: [])

  /// The date on the wall at an instant; a clock set back over midnight does not bring yesterday back.
  package func localDay(of instant: Instant) -> LocalDay {
    localDay(atSecond: instant.seconds)
  }

  func localDay(atSecond second: Int64) -> LocalDay {
    let day = LocalDay(
      days: Int32(clamping: floorDivide(second + Int64(offsets[segment(at: second)]), 86_400)))
    let next = day.adding(days: 1)
    return startSecond(of: next) <= second ? next : day
  }

  /// The first instant of a local day, also where midnight does not exist.
  package func start(of day: LocalDay) -> Instant {
    Instant(seconds: startSecond(of: day))
  }

  func startSecond(of day: LocalDay) -> Int64 {
    let wall = Int64(day.days) * 86_400
    // No offset reaches 26 hours, so the segment in force that long before cannot be past the day.
    var index = segment(at: wall - 93_600)
    while true {
      let from = max(seconds[index], wall - Int64(offsets[index]))
      if index + 1 == seconds.count || from < seconds[index + 1] {
        return index == 0 ? wall - Int64(offsets[0]) : from
      }
      index += 1
    }
  }

  /// The segment in force at a second.
  private func segment(at second: Int64) -> Int {
    var low = 0
    var high = seconds.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if seconds[middle] <= second { low = middle } else { high = middle }
    }
    return low
  }
}
