/// Where a week stands against its target (MATHS M10).
package struct Pace: Sendable, Equatable {
  package let expected: Rational
  package let need: Int64
  package let chance: Double?
  package let state: PaceState

  /// `day` of `days` working days present have begun; the one that runs counts as elapsed.
  package init(done: Int64, target: Rational, day: Int, days: Int, isCount: Bool = true) {
    expected = days > 0 ? target * Rational(Int64(day), Int64(days)) : target
    need = max(0, (target - Rational(done)).roundedUp)
    if target == .zero {
      // Nothing is asked: neither ahead nor behind.
      state = .none
      chance = nil
      return
    }
    state = need == 0 ? .done : Rational(done) >= expected ? .onPace : .behind
    let left = days - day
    if need == 0 {
      chance = 1
    } else if isCount, left > 0 {
      chance = Poisson.atLeast(need, mean: target.double * Double(left) / Double(days))
    } else {
      // On the last day nobody can say how much of it is left.
      chance = nil
    }
  }
}
