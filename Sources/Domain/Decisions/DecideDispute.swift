extension Team {
  /// A person disputes what counts for them or was done on their deal; managers and operators may, too.
  func decideDispute(_ fact: Dispute, _ by: Viewer) throws(Rejection) {
    guard let seq = fact.target.seq, recordedSource(seq) != nil else {
      throw Rejection(
        kind: .notFound, pointer: "/data/id",
        message: "no event '\(fact.target.id)' is recorded that still counts")
    }
    let row = UInt32(seq)
    let absent = absences.find(seq)?.slot
    var slots = [absent ?? ledger.series[Int(ledger[row].series)].member]
    if let deal = ledger.deal(of: row) { slots.append(book.deals[deal].state.owner) }
    let isNear = slots.contains { slot in
      slot > 0 && access(by, .readNumbers, subject(roster.members[slot].id)).isAllowed
    }
    guard isNear || by.role == .operator else {
      throw Rejection(
        kind: .denied, pointer: "/data/id",
        message: "'\(fact.target.id)' is about somebody else; they or their manager dispute it")
    }
  }
}
