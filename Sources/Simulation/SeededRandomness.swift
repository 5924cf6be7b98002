import SystemPorts

/// Random numbers that are the same for the same seed (SplitMix64).
package struct SeededRandomness: Randomness, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// True with probability 1 in `n`.
  package mutating func oneIn(_ n: Int) -> Bool { below(n) == 0 }

  /// A number from 0 up to, not including, `limit`.
  package mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }
}
