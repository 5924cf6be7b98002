/// A person's open deals, oldest first; the first `advanced` of them have reached the proposal.
///
/// Keeps every generated deal consistent: opened once, advanced once, closed at most once, and won
/// only after its proposal, so that the totals need no model of deals.
struct OpenDeals {
  private static let capacity = 64
  private var numbers = [UInt32](repeating: 0, count: OpenDeals.capacity)
  private var first = 0
  private(set) var count = 0
  private var advanced = 0

  mutating func open(_ number: UInt32) {
    // A full list forgets its oldest deal, which stays open for ever, as some do.
    if count == Self.capacity { _ = removeOldest() }
    numbers[(first + count) % Self.capacity] = number
    count += 1
  }

  mutating func advance() -> UInt32? {
    guard advanced < count else { return nil }
    advanced += 1
    return self[advanced - 1]
  }

  mutating func win() -> UInt32? {
    advanced > 0 ? removeOldest() : nil
  }

  mutating func lose() -> UInt32? {
    count > 0 ? removeOldest() : nil
  }

  subscript(index: Int) -> UInt32 {
    numbers[(first + index) % Self.capacity]
  }

  private mutating func removeOldest() -> UInt32 {
    let number = numbers[first]
    first = (first + 1) % Self.capacity
    count -= 1
    advanced = max(0, advanced - 1)
    return number
  }
}
