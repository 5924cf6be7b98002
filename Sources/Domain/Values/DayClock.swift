/// Days in one zone for many times in any order: each day of UTC is looked up once.
package struct DayClock {
  /// The local day at the start of a day of UTC, and the second at which the next one begins.
  private struct Entry {
    var day: Int32 = 0
    var next: Int64 = 0
  }

  private let zone: ZoneTable
  private var entries: ContiguousArray<Entry> = []

  /// A clock for one zone, which has looked up nothing yet.
  package init(zone: ZoneTable) { self.zone = zone }

  @inline(__always)
  /// The local day of a second since 1970.
  package mutating func day(_ second: UInt32) -> Int32 {
    let place = Int(second / 86_400)
    if place >= entries.count || entries[place].next == 0 { look(place) }
    let entry = entries[place]
    // -1 of a day on which the clock does something rare, such as leaving out a date.
    guard entry.next > 0 else { return zone.localDay(atSecond: Int64(second)).days }
    return Int64(second) < entry.next ? entry.day : entry.day + 1
  }

  @inline(never)
  private mutating func look(_ place: Int) {
    if place >= entries.count {
      entries.append(contentsOf: repeatElement(Entry(), count: place + 366 - entries.count))
    }
    let start = Int64(place) * 86_400
    let day = zone.localDay(atSecond: start)
    let next = zone.startSecond(of: day.adding(days: 1))
    let isPlain = next > start && zone.startSecond(of: day.adding(days: 2)) >= start + 86_400
    entries[place] = Entry(day: day.days, next: isPlain ? next : -1)
  }
}
