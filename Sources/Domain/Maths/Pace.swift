/// Where a week stands against its target (MATHS M10).
package struct Pace: Sendable, Equatable {
  package let expected: Rational
  package let need: Int64
  package let chance: Double?
  package let state: PaceState

  /// `day` of `days` working days present have begun, and `left` are to come.
  ///
  /// The one that runs is among both until its evening; what is expected is always that of tonight.
  package init(
    done: Int64, target: Rational, day: Int, days: Int, left: Int? = nil, isCount: Bool = true
  ) {
    let left = left ?? days - day
    expected = days > 0 ? target * Rational(Int64(day), Int64(days)) : target
    need = max(0, (target - Rational(done)).roundedUp)
    if target == .zero {
      // Nothing is asked: neither ahead nor behind.
      state = .none
      chance = nil
      return
    }
    // Nobody is behind in the morning with what is due in the evening.
    let due = days > 0 ? target * Rational(Int64(days - left), Int64(days)) : target
    state = need == 0 ? .done : Rational(done) >= due ? .onPace : .behind
    if need == 0 {
      chance = 1
    } else if isCount, left > 0 {
      chance = Poisson.atLeast(need, mean: target.double * Double(left) / Double(days))
    } else {
      // On the last evening nobody can say how much of it is left.
      chance = nil
    }
  }
}
