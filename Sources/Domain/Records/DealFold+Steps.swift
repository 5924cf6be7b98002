extension DealFold {
  /// Folds steps that are already in order; `emit` gets what each adds to scorecards.
  init(_ steps: [FoldStep], watched: [Symbol], emit: (Outcome) -> Void) {
    guard let opening = steps.first(where: { $0.kind == .opened }) else {
      last = steps.last?.time ?? .distantPast
      return
    }
    begin(opening)
    var counted: [Outcome] = []
    for step in steps {
      if step.kind == .reopened {
        reopen(step, &counted)
      } else {
        take(step, isOpening: step.row == opening.row, watched) { outcome in
          var outcome = outcome
          outcome.row = step.row
          counted.append(outcome)
        }
      }
    }
    counted.forEach(emit)
  }

  /// Whether a step can be taken without folding the others again.
  func follows(_ step: FoldStep, isFirst: Bool) -> Bool {
    if isFirst { return step.kind == .opened }
    // A reopening takes back what earlier steps counted.
    return opened != nil && step.time >= last && step.kind != .reopened
  }

  /// What the opening says holds for all steps, also for those dated before it.
  mutating func begin(_ opening: FoldStep) {
    state = .open
    owner = opening.member
    account = opening.detail.account
    amount = opening.detail.amount
    currency = opening.detail.currency
    opened = opening.time
  }

  mutating func take(
    _ step: FoldStep, isOpening: Bool, _ watched: [Symbol], _ emit: (Outcome) -> Void
  ) {
    last = max(last, step.time)
    if step.isAhead {
      doubt(.timeInFuture, step)
      return
    }
    if step.kind == .handedOver {
      handOver(to: step.member)
      return
    }
    if step.kind == .noted {
      note(step, emit)
      return
    }
    if state != .open, !isOpening {
      // Only an explicit reopening could change how a deal ended.
      if step.kind == .won || step.kind == .lost {
        doubt(.repeatedClose, step)
      } else {
        doubt(.stepAfterClose, step)
      }
      return
    }
    let member = step.member == 0 ? owner : step.member
    if !step.detail.account.isNone { account = step.detail.account }
    switch step.kind {
    case .opened:
      guard isOpening else {
        doubt(.repeatedOpening, step)
        return
      }
      emit(Outcome(member: member, second: step.second, occurrence: .dealOpened))
      if state == .open { reach(step, member, watched, emit) }
    case .advanced:
      reach(step, member, watched, emit)
    case .won:
      if let amount = step.detail.amount {
        self.amount = amount
        if !currency.isNone, !step.detail.currency.isNone, currency != step.detail.currency {
          doubt(.currencyChanged, step)
        }
        if !step.detail.currency.isNone { currency = step.detail.currency }
      }
      close(step, .won)
      win(step, member, emit)
    case .lost:
      close(step, .lost)
      reason = step.detail.text
      emit(Outcome(member: member, second: step.second, occurrence: .dealLost))
    case .activity, .reopened, .handedOver, .noted, .booked, .rescheduled, .held, .missed:
      break
    }
  }

  /// The win counts once, for the member of its event; what it is worth counts by the shares.
  private mutating func win(_ step: FoldStep, _ member: Int, _ emit: (Outcome) -> Void) {
    winner = member
    credit = step.credit
    for share in credit where share.member == 0 { doubt(.unknownCredit, step) }
    emit(
      Outcome(
        member: member, second: step.second, occurrence: .dealWon,
        amount: credit.isEmpty ? amount : nil, currency: currency))
    guard let amount, !credit.isEmpty else { return }
    for (credited, part) in zip(credit, split(amount, by: credit.map(\.share))) where part > 0 {
      emit(share(part, of: credited.member, step.second))
    }
  }

  /// A credit note takes from each member their part, in the week of the note.
  private mutating func note(_ step: FoldStep, _ emit: (Outcome) -> Void) {
    let sum = noted + (step.detail.amount ?? 0)
    let isSameMoney = step.detail.currency.isNone || step.detail.currency == currency
    guard state == .won, let amount, sum <= amount, isSameMoney else {
      doubt(.doubtfulNote, step)
      return
    }
    // Parts of the sums so far, so that notes over all of a win leave nothing to anybody.
    let shares = credit.isEmpty ? [MemberShare(member: winner, share: CreditShare.whole)] : credit
    let before = split(noted, by: shares.map(\.share))
    let after = split(sum, by: shares.map(\.share))
    noted = sum
    for (place, share) in shares.enumerated() where after[place] != before[place] {
      emit(self.share(before[place] - after[place], of: share.member, step.second))
    }
  }

  private func share(_ amount: Int64, of member: Int, _ second: UInt32) -> Outcome {
    Outcome(
      member: member, second: second, occurrence: .dealWon, times: 0, amount: amount,
      currency: currency)
  }

  /// A closed deal is open again: its close counts for nothing any more, later ones will.
  private mutating func reopen(_ step: FoldStep, _ counted: inout [Outcome]) {
    last = max(last, step.time)
    guard state == .won || state == .lost else {
      doubt(.reopenedOpen, step)
      return
    }
    state = .open
    closed = nil
    reason = .none
    noted = 0
    doubts.removeAll { $0.kind == .unknownCredit }
    counted.removeAll { $0.occurrence == .dealWon || $0.occurrence == .dealLost }
  }

  private mutating func close(_ step: FoldStep, _ end: DealState) {
    state = end
    closed = step.time
    closer = owner
    if let opened, step.time < opened { doubt(.closeBeforeOpening, step) }
  }

  private mutating func handOver(to member: Int) {
    guard member > 0, member != owner else { return }
    if owner > 0, !formerOwners.contains(owner) { formerOwners.append(owner) }
    owner = member
  }

  private mutating func doubt(_ kind: DoubtKind, _ step: FoldStep) {
    doubts.append(RowDoubt(kind: kind, row: step.row))
  }

  private mutating func reach(
    _ step: FoldStep, _ member: Int, _ watched: [Symbol], _ emit: (Outcome) -> Void
  ) {
    guard !step.detail.text.isNone else { return }
    stage = step.detail.text
    guard let bit = watched.firstIndex(of: stage), bit < 64, reached & (1 << bit) == 0 else {
      return
    }
    reached |= 1 << bit
    emit(
      Outcome(
        member: member, second: step.second, occurrence: .stageReached, stage: stage, owner: owner))
  }
}
