extension Team {
  /// That an event is a word about a goal or a quota, which is answered and not taken back; nil where it
  /// is none, or of somebody else's.
  func spokenFault(_ id: String, _ seq: UInt64, _ by: Viewer) -> Rejection? {
    if let goal = goals.all.first(where: { $0.isSpoken(in: seq) }), mayRead(goal, by) {
      return spoken(id, "goal", goal.id, holds: goal.hasAccepted && goal.ending == nil)
    }
    guard let talk = quotas.all.first(where: { $0.isSpoken(in: seq) }),
      access(by, .readNumbers, subject(roster.members[talk.slot].id)).isAllowed
    else { return nil }
    return spoken(id, "quota", talk.id, holds: talk.accepted != nil && talk.isOpen)
  }

  private func spoken(_ id: String, _ what: String, _ name: Symbol, holds: Bool) -> Rejection {
    let name = symbols.text(name)
    let state =
      holds
      ? "what was accepted holds on until 'cox \(what) counter \(name)' or 'cox \(what) end \(name)' "
        + "says otherwise"
      : "nothing of it holds, and 'cox \(what) list --all' shows all that was said"
    return Rejection(
      kind: .invalid, pointer: "/data/id",
      message: "'\(id)' is a word about \(name), and words are answered, not taken back: \(state)")
  }
}

extension Goal {
  /// Whether a record is a part of the talk about it.
  fileprivate func isSpoken(in seq: UInt64) -> Bool {
    terms.contains { $0.seq == seq || $0.acceptedSeq == seq } || endings.contains { $0.seq == seq }
  }

  fileprivate var hasAccepted: Bool { terms.contains { $0.acceptedAt != nil } }
}

extension QuotaTalk {
  /// Whether a record is a part of the talk about it.
  fileprivate func isSpoken(in seq: UInt64) -> Bool {
    terms.contains { $0.seq == seq || $0.acceptedSeq == seq } || endings.contains { $0.seq == seq }
  }
}
