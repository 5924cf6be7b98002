/// How often what happened lay inside the range that was foreseen.
///
/// A count that lies on the edge of its range is inside by the part of its chance that is: four in five
/// are meant, and whole numbers seldom have ranges of exactly that (the randomised probability integral
/// transform of Czado, Gneiting and Held 2009, without the randomness).
package struct Hits: Sendable, Equatable {
  package var inside: Double
  package var of: Int

  package init(inside: Double = 0, of: Int = 0) {
    self.inside = inside
    self.of = of
  }

  package var share: Double? { of > 0 ? inside / Double(of) : nil }

  mutating func add(_ part: Double) {
    inside += part
    of += 1
  }
}

/// One step in the two halves of a back-test.
package struct CalibratedStep: Sendable, Equatable {
  package var from: String
  package var to: String
  package var maturedAfter: Int
  package var first: Trials
  package var second: Trials
  package var hits: Hits
  /// The team's rates of the two halves have ranges that do not meet: times have changed.
  package var hasMoved: Bool
}

/// One member's step in a back-test.
package struct CalibratedRow: Sendable, Equatable {
  package var member: String
  package var to: String
  package var first: Trials
  package var second: Trials
  package var low: Int
  package var high: Int
  package var isInside: Bool
}

/// A back-test: what would have been foreseen in the middle of the data, and what came (MATHS M12).
package struct CalibrationView: Sendable, Equatable {
  package var from: LocalDay?
  package var middle: LocalDay?
  package var to: LocalDay?
  package var seed: UInt64
  package var draws: Int
  /// Members' steps by matured trials, and successes by date with ranges widened by phi and without.
  package var matured = Hits()
  package var counts = Hits()
  package var plainCounts = Hits()
  package var steps: [CalibratedStep] = []
  package var rows: [CalibratedRow] = []
  /// Whole chains, and what they brought.
  package var chain = ChainCalibration()
}
