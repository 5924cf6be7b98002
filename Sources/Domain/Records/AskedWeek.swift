/// One known week in which something was asked.
package struct AskedWeek: Sendable, Equatable {
  package var label: WeekLabel
  package var done: Int64
  package var target: Rational

  package init(label: WeekLabel, done: Int64, target: Rational) {
    self.label = label
    self.done = done
    self.target = target
  }

  /// Fewer than the prorated quota, unrounded.
  package var isMiss: Bool { Rational(done) < target }
}
