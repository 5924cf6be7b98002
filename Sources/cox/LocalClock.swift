import Glibc
import Sentences

/// The machine's clock and its time zones, by glibc: Foundation's would double the start-up time.
enum LocalClock {
  static var now: Moment { Moment(seconds: Int64(time(nil))) }

  /// Seconds east of UTC in a zone (the user's for nil); nil when the machine does not know the zone.
  @Sendable static func offset(_ zone: String?, _ moment: Moment) -> Int? {
    guard let zone else { return offset(moment) }
    guard isKnown(zone) else { return nil }
    let before = unsafe getenv("TZ").map { unsafe String(cString: $0) }
    unsafe setenv("TZ", ":" + zone, 1)
    tzset()
    defer {
      if let before { unsafe setenv("TZ", before, 1) } else { unsafe unsetenv("TZ") }
      tzset()
    }
    return offset(moment)
  }

  private static func offset(_ moment: Moment) -> Int {
    var seconds = time_t(moment.seconds)
    var local = unsafe tm()
    unsafe localtime_r(&seconds, &local)
    return unsafe local.tm_gmtoff
  }

  // The name came from elsewhere: nothing but a name below the zone folder is looked up.
  private static func isKnown(_ zone: String) -> Bool {
    let allowed = zone.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2b, 0x2d, 0x2f, 0x5f: true
      default: false
      }
    }
    guard allowed, !zone.isEmpty, !zone.hasPrefix("/") else { return false }
    return unsafe access("/usr/share/zoneinfo/\(zone)", R_OK) == 0
  }
}
