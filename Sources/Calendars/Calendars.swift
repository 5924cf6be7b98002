package import Domain
import Foundation

/// Clock changes of the world's zones, taken from Foundation once, so that the domain counts in integers.
package enum Calendars {
  /// The first and the last second a table covers, from 1970 to the end of 2100.
  private static let covered = 0..<4_133_980_800

  /// No zone changes its clocks twice within this many seconds.
  private static let step = 43_200

  /// The clock changes of an IANA zone such as `Europe/Paris`, or of `UTC`; nil when it is not known.
  ///
  /// Foundation also takes abbreviations (`PST` is two zones, `CET` a fourth of Europe's rules) and
  /// offsets; those are no zones a member lives in, so only names with a region are looked up.
  /// Takes some 20 ms: whoever asks again keeps the table.
  package static func zoneTable(_ identifier: String) -> ZoneTable? {
    if identifier == "UTC" { return .utc }
    guard let zone = zone(identifier) else { return nil }
    return ZoneTable(identifier: identifier, transitions: transitions(of: zone))
  }

  /// Whether `zoneTable` has a table for a name; without building it.
  package static func knows(_ identifier: String) -> Bool {
    identifier == "UTC" || zone(identifier) != nil
  }

  private static func zone(_ identifier: String) -> TimeZone? {
    guard identifier.contains("/"), knowsZones, let zone = TimeZone(identifier: identifier),
      zone.identifier == identifier
    else { return nil }
    return zone
  }

  /// Whether Foundation has zone data at all: without it, every zone would quietly be GMT.
  private static let knowsZones: Bool = {
    guard let paris = TimeZone(identifier: "Europe/Paris") else { return false }
    return offset(of: paris, at: 1_750_000_000) == 7200
      && offset(of: paris, at: 1_765_000_000) == 3600
  }()

  private static func transitions(of zone: TimeZone) -> [(at: Instant, offsetSeconds: Int32)] {
    var current = offset(of: zone, at: covered.lowerBound)
    var found = [(at: Instant(seconds: Int64(covered.lowerBound)), offsetSeconds: Int32(current))]
    for second in stride(from: covered.lowerBound, to: covered.upperBound, by: step) {
      let next = offset(of: zone, at: second + step)
      guard next != current else { continue }
      let change = firstSecond(of: next, in: zone, after: second, through: second + step)
      found.append((Instant(seconds: Int64(change)), Int32(next)))
      current = next
    }
    return found
  }

  /// The second from which `offset` holds, found by halving.
  private static func firstSecond(
    of offset: Int, in zone: TimeZone, after: Int, through: Int
  ) -> Int {
    var before = after
    var since = through
    while since - before > 1 {
      let middle = (before + since) / 2
      if self.offset(of: zone, at: middle) == offset { since = middle } else { before = middle }
    }
    return since
  }

  private static func offset(of zone: TimeZone, at second: Int) -> Int {
    zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
  }
}
