/// One input of a plan taken to be other than it is.
package enum WhatIf: Sendable, Equatable {
  /// The rate of the step to a metric, above 0 and at most 1; of the last step for nil.
  case rate(to: Symbol?, Double)
  /// The mean deal in minor units, above 0.
  case deal(Double)
  case lagDays(Int)
  /// Weeks that count.
  case weeks(Double)
  /// What the goal asks for, whole or in minor units.
  case goal(Int64)
}

extension [WhatIf] {
  /// The rate of a step where one is taken for it.
  func rate(to metric: Symbol, isLast: Bool) -> Double? {
    for case .rate(let to, let value) in self where to == metric || (to == nil && isLast) {
      return value
    }
    return nil
  }

  var deal: Double? {
    for case .deal(let value) in self { return value }
    return nil
  }

  var lagDays: Int? {
    for case .lagDays(let value) in self { return value }
    return nil
  }

  var weeks: Double? {
    for case .weeks(let value) in self { return value }
    return nil
  }

  var goal: Int64? {
    for case .goal(let value) in self { return value }
    return nil
  }
}
