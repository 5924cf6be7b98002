package import ArgumentParser

/// Every command of `cox`, in the order in which help lists them; one file a command.
package enum CommandCatalogue {
  package static let all: [any ParsableCommand.Type] = [
    Morning.self, Next.self, Log.self, Deal.self, Meeting.self, Absence.self, Week.self, Goal.self,
    Quota.self, Plan.self, Coverage.self, Good.self, Team.self, Alerts.self, Trace.self, Deals.self,
    Diff.self, Tail.self, Export.self, Ingest.self, Import.self, Mapping.self, Playbook.self,
    Undo.self, Amend.self, Retract.self, Dispute.self, Doubts.self, OutboxList.self, Status.self,
    Doctor.self, Store.self, Journal.self, Clock.self, RPC.self, Pipe.self,
  ]

  package static let deal: [any ParsableCommand.Type] = [
    DealOpen.self, DealAdvance.self, DealWon.self, DealLost.self, DealReopen.self,
    DealHandOver.self, DealCreditNote.self,
  ]

  package static let goal: [any ParsableCommand.Type] = [
    GoalPropose.self, GoalAccept.self, GoalCounter.self, GoalEnd.self, GoalList.self,
  ]

  package static let quota: [any ParsableCommand.Type] = [
    QuotaPropose.self, QuotaAccept.self, QuotaCounter.self, QuotaEnd.self, QuotaList.self,
  ]

  package static let meeting: [any ParsableCommand.Type] = [
    MeetingBook.self, MeetingMove.self, MeetingHeld.self, MeetingMissed.self,
  ]

  package static let export: [any ParsableCommand.Type] = [
    ExportNDJSON.self, ExportCSV.self, ExportOpenMetrics.self,
  ]

  package static let clock: [any ParsableCommand.Type] = [ClockAccept.self]

  package static let store: [any ParsableCommand.Type] = [
    StoreStatus.self, StoreHead.self, StoreBackup.self,
  ]

  package static let playbook: [any ParsableCommand.Type] = [
    PlaybookInit.self, PlaybookApply.self, PlaybookShow.self, PlaybookSchema.self,
  ]
}
