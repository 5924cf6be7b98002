/// The newest recalibration of each member's quotas.
package struct RecalibrationBook: Projection {
  struct Key: Hashable, Sendable {
    var member: Symbol
    var metric: Symbol
  }

  private(set) var newest: [Key: PlanRecalibrated] = [:]

  package init() {}

  package static func apply(_ event: Event, _ stamp: Stamp, to team: inout Team) {
    guard case .planRecalibrated(let fact) = event else { return }
    team.recalibrations.newest[Key(member: fact.member, metric: fact.metric)] = fact
  }

  func find(_ member: Symbol, _ metric: Symbol) -> PlanRecalibrated? {
    newest[Key(member: member, metric: metric)]
  }
}
