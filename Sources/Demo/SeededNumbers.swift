/// A small repeatable source of chance: the same seed gives the same numbers on every machine.
///
/// The step is SplitMix64, which is enough for a simulation and needs no state beyond one word.
package struct SeededNumbers: Sendable {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A whole number in the closed range; the tiny bias of the remainder does not matter here.
  package mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  package mutating func pick<T>(_ values: [T]) -> T {
    values[number(0...(values.count - 1))]
  }

  package mutating func chance(percent: Int) -> Bool {
    number(0...99) < percent
  }

  /// Spreads a count over days so that no day differs from another by more than the leftovers.
  package mutating func spread(_ count: Int, over days: Int) -> [Int] {
    var perDay = [Int](repeating: count / days, count: days)
    for _ in 0..<(count % days) { perDay[number(0...(days - 1))] += 1 }
    return perDay
  }
}
