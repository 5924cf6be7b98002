/// Something of a rule that a playbook may set.
package struct RuleKnob: Sendable, Equatable {
  /// How it is counted: whole weeks, or a share in basis points.
  package enum Unit: String, Sendable { case weeks, share = "basis-points" }

  /// Its key in the playbook.
  package let name: String
  package let unit: Unit
  package let range: ClosedRange<Int64>
  /// What holds where nothing is set.
  package let standard: Int64

  /// Its name in events, which tells the unit.
  package var parameter: String { "\(name)-\(unit.rawValue)" }
}

/// What a team set of a rule; everything else is as the rule has it.
package struct RuleSettings: Sendable, Equatable {
  package var parameters: [RuleParameter]

  package init(_ parameters: [RuleParameter] = []) {
    self.parameters = parameters
  }

  package subscript(knob: RuleKnob) -> Int64 {
    parameters.first { $0.name == knob.parameter }?.value ?? knob.standard
  }

  /// A share as a fraction.
  func share(_ knob: RuleKnob) -> Rational { Rational(self[knob], 10_000) }
}
