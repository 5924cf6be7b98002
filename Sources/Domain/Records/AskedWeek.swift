/// One known week in which something was asked.
package struct AskedWeek: Sendable, Equatable {
  package var label: WeekLabel
  package var done: Int64
  package var target: Rational
  /// The week was judged as history: it is no evidence for a live alert.
  package var history: Bool

  package init(label: WeekLabel, done: Int64, target: Rational, history: Bool = false) {
    self.history = history
    self.label = label
    self.done = done
    self.target = target
  }

  /// Fewer than the prorated quota, unrounded.
  package var isMiss: Bool { Rational(done) < target }
}
