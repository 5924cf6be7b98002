import CLinux
import SystemPorts

/// The machine's calendar clock (CLOCK_REALTIME).
package struct LinuxWallClock: WallClock {
  package init() {}
  package func microseconds() -> Int64 { cox_wall_us() }
}

/// The machine's monotonic clock (CLOCK_MONOTONIC); it stands still while the machine sleeps.
package struct LinuxTicker: Ticker {
  package init() {}
  package func nanoseconds() -> Int64 { cox_monotonic_ns() }
}

/// The kernel's random numbers.
package struct LinuxRandomness: Randomness {
  package init() {}

  package mutating func next() -> UInt64 {
    var value: UInt64 = 0
    let result = unsafe withUnsafeMutableBytes(of: &value) {
      unsafe cox_random($0.baseAddress, $0.count)
    }
    precondition(result == 0, "getrandom failed: without it no store id can be made")
    return value
  }
}
