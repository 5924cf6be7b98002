/// Something odd that no single record shows: told with its numbers, and held against nobody.
///
/// Each is silent where there is too little to say; the bounds are ours and stand in its file.
package protocol DataSign: Sendable {
  static var kind: DoubtKind { get }

  /// What is odd by now; nil where nothing is.
  static func look(at team: Team, now: Instant) -> DoubtRow?
}

extension DataSign {
  /// A row of this kind.
  static func row(
    _ count: Int, of: Int, expected: Double? = nil, about: String? = nil, examples: [UInt32] = []
  ) -> DoubtRow {
    DoubtRow(
      kind: kind, count: UInt64(count),
      examples: examples.prefix(Doubts.mostExamples).sorted().map { UInt64($0) },
      of: UInt64(of), expected: expected, about: about)
  }
}

/// Whether two shares differ by more than chance plausibly does: the z of the pooled difference.
func sharesDiffer(_ left: (k: Int, n: Int), _ right: (k: Int, n: Int)) -> Double {
  guard left.n > 0, right.n > 0 else { return 0 }
  let (a, b) = (Double(left.n), Double(right.n))
  let pooled = Double(left.k + right.k) / (a + b)
  let spread = (pooled * (1 - pooled) * (1 / a + 1 / b)).squareRoot()
  return spread == 0 ? 0 : abs(Double(left.k) / a - Double(right.k) / b) / spread
}
