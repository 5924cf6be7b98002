extension Team {
  /// The member behind a connection: by user name or `#uid` first, by group after; nil when nobody matches.
  package func member(
    forUser name: String?, uid: UInt32, groups: [String] = [], now: Instant
  ) -> Member? {
    // 65534 is what the kernel shows for a user it cannot map: it may be anybody.
    guard uid != 65_534 else { return nil }
    var byGroup: Member?
    for slot in roster.members.indices.dropFirst() {
      let member = roster.members[slot]
      guard isPresent(slot, now) else { continue }
      for entry in member.facts.unix {
        // The sign decides what an entry is, so that no user's name can pass for a number or a group.
        switch entry.first {
        case "#": if entry == "#\(uid)" { return member }
        case "@": if groups.contains(String(entry.dropFirst())) { byGroup = byGroup ?? member }
        case nil: break
        default: if entry == name { return member }
        }
      }
    }
    return byGroup
  }

  /// The viewer a member is.
  package func viewer(_ member: Member) -> Viewer {
    Viewer(
      member: member.id, name: member.facts.member, role: member.role,
      sources: member.facts.sources)
  }

  /// The viewer of a member's name, for `--as`; nil when there is no such member.
  package func viewer(named name: String) -> Viewer? {
    symbols.find(name).flatMap { roster.member($0) }.map(viewer)
  }

  /// Whom a request about a member is about; the team where there is no such member.
  package func subject(_ member: Symbol) -> Subject {
    // By its place: a member taken out of the roster is a copy with all its texts.
    guard let slot = roster.memberSlots[member] else { return .team }
    return Subject(member: roster.members[slot].id, manager: roster.members[slot].manager)
  }

  /// Whom an event is about: its subject may be a member or an alias at its source.
  package func subject(of stamp: Stamp) -> Subject {
    // Most subjects are members' own names, for which no text has to be made.
    let slot =
      roster.memberSlots[stamp.subject]
      ?? roster.slot(
        subject: symbols.text(stamp.subject), symbol: stamp.subject,
        source: symbols.text(stamp.source))
    return slot == 0
      ? .team : Subject(member: roster.members[slot].id, manager: roster.members[slot].manager)
  }

  /// Whether a viewer may see an event that a subscription or a read of the log delivers.
  package func mayDeliver(_ event: Event, _ stamp: Stamp, to viewer: Viewer, now: Instant) -> Bool {
    switch event {
    case .playbookApplied:
      // Its text has everybody's quotas, users and aliases.
      return viewer.role == .operator
    case .weekClosed(let fact) where fact.history && viewer.role != .operator:
      // What is judged of the past is there to be asked for; it is pushed to nobody.
      return false
    case .alertRaised(let fact):
      let since = alerts.find(fact.alert)?.toldSince ?? stamp.at
      return !fact.history && mayRead(fact, raisedAt: since, viewer, now)
    case .alertCleared(let fact):
      guard let alert = alerts.find(fact.alert), !alert.raised.history else { return false }
      return mayRead(alert.raised, raisedAt: alert.toldSince, viewer, now)
    case _ where viewer.role == .integration:
      guard event.family == .capture || event.family == .unknown else { return false }
      return access(viewer, .observeOwn(source: symbols.text(stamp.source)), .team).isAllowed
    default:
      let subject = subject(of: stamp)
      // A capture about nobody known may be about anybody: only those who run the team see it.
      let isNear =
        subject == .team && event.family != .fact
        ? viewer.role == .operator
        : access(viewer, .observe(event.family), subject).isAllowed
      return isNear || dealStepped(by: event).map { mayRead(deal: $0, viewer) } ?? false
    }
  }

  /// Whether a viewer may see a deal and its steps: who owns or owned it, won it or is credited for it,
  /// their managers, and operators.
  package func mayRead(deal: Symbol, _ viewer: Viewer) -> Bool {
    guard let number = book.find(deal) else { return false }
    return mayRead(deal: number, viewer)
  }

  func mayRead(deal number: Int, _ viewer: Viewer) -> Bool {
    if access(viewer, .readNumbers, .team).isAllowed { return true }
    return book.deals[number].state.parties.contains { slot in
      access(viewer, .readNumbers, subject(roster.members[slot].id)).isAllowed
    }
  }

  /// The deal whose step an event is or corrects; nil for any other event.
  private func dealStepped(by event: Event) -> Symbol? {
    switch event {
    case .dealOpened(let step), .dealAdvanced(let step), .dealWon(let step), .dealLost(let step),
      .dealReopened(let step), .creditNoted(let step):
      return step.deal
    case .dealHandedOver(let fact):
      return fact.deal
    case .eventAmended, .eventRetracted, .eventDisputed:
      guard let seq = event.correctionTarget?.seq, seq < UInt64(ledger.rowCount) else { return nil }
      return ledger.deal(of: UInt32(seq)).flatMap { deal in
        ledger.isLinked(UInt32(seq), from: book.deals[deal].steps) ? book.deals[deal].id : nil
      }
    default:
      return nil
    }
  }

  func mayRead(
    _ alert: AlertRaised, raisedAt: Instant, _ viewer: Viewer, _ now: Instant
  ) -> Bool {
    let need = Need.readAlert(
      level: alert.level, raisedAt: raisedAt, history: alert.history, now: now,
      grace: roster.terms.managerSeesAfterSeconds)
    return access(viewer, need, subject(alert.member)).isAllowed
  }

  /// Whether a member is in the team at a moment, by their own date.
  func isPresent(_ slot: Int, _ now: Instant) -> Bool {
    roster.members[slot].isPresent(on: today(slot, at: now))
  }
}
