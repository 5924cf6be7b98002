extension Team {
  /// A person disputes what counts for them or was done on a deal of theirs; managers and operators may, too.
  func decideDispute(_ fact: Dispute, _ by: Viewer) throws(Rejection) {
    guard let seq = fact.target.seq, recordedSource(seq) != nil else {
      throw Rejection(
        kind: .notFound, pointer: "/data/id",
        message: "no event '\(fact.target.id)' is recorded that still counts")
    }
    let row = UInt32(seq)
    let aside = absences.find(seq)?.slot ?? outcomes.find(seq)?.slot
    let slot = aside ?? ledger.series[Int(ledger[row].series)].member
    let isNear =
      slot > 0 && access(by, .readNumbers, subject(roster.members[slot].id)).isAllowed
    let isOnTheirs = ledger.deal(of: row).map { mayRead(deal: $0, by) } ?? false
    guard isNear || isOnTheirs || by.role == .operator else {
      throw Rejection(
        kind: .denied, pointer: "/data/id",
        message: "'\(fact.target.id)' is about somebody else; they or their manager dispute it")
    }
  }
}
