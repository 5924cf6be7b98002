/// Whose evidence a figure rests on most.
package enum EvidenceOwner: String, Sendable { case own, team, assumed }

/// Who says what evidence is drawn towards.
package enum PriorOwner: String, Sendable {
  case peers
  /// The playbook.
  case assumed
  /// Nobody: half a success of one trial (Jeffreys).
  case even
}

/// What is known of one member's rate at one step of a funnel.
package struct RateLine: Sendable, Equatable {
  /// Metrics: what enters the step, and what comes of it.
  package var from: Symbol
  package var to: Symbol
  package var posterior: Beta
  /// The member's own matured trials; for a rate of the team those of everybody who works the step.
  package var trials: Trials
  package var phi: Double
  package var of: EvidenceOwner
  /// True peers who have trials.
  package var peers: Int
  /// What the evidence is drawn towards, and how strongly.
  package var prior: Conversion.Prior
  package var priorOf: PriorOwner
  /// Days after which a trial counts.
  package var maturedAfter: Int

  package var label: Evidence { Evidence(trials: trials.trials) }

  /// Whether what peers say may be told: of fewer than four it would be their numbers.
  package var tellsPrior: Bool { priorOf != .peers || peers >= Conversion.fewestPeers }

  /// Four cases in five (MATHS M2).
  package var range: ClosedRange<Double> { posterior.interval(0.8) }
}
