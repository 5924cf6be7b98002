import Harness

/// Repeatable chance for random tests; `COX_SEED` chooses the sequence, and a failure names it.
struct Chance {
  let seed: UInt64
  private var state: UInt64

  init() {
    seed = environmentValue("COX_SEED").flatMap { UInt64($0) } ?? 20_261_121
    state = seed
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return range.lowerBound + Int((mixed ^ (mixed >> 31)) % UInt64(range.count))
  }
}
