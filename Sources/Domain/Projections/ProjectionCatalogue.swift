/// The projections in the order in which each event passes through them.
package enum ProjectionCatalogue {
  package static let all: [any Projection.Type] = [
    Roster.self,
    Ledger.self,
    Sources.self,
    Scorecards.self,
    DealBook.self,
    MeetingBook.self,
    Milestones.self,
    Disputes.self,
    Doubles.self,
    Absences.self,
    OutcomeBook.self,
    GoalBook.self,
    RecalibrationBook.self,
    QuotaBook.self,
    JudgementBook.self,
    AlertBook.self,
    Doubts.self,
    Entities.self,
  ]
}
