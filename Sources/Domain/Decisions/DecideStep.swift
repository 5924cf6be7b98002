extension Team {
  /// A person's step must fit where the deal stood at the time of the step, and nothing recorded since
  /// may take it back: what would have no effect is refused, not kept in silence.
  func decideStep(
    _ deal: Symbol, _ kind: CaptureKind, _ command: Command
  ) throws(Rejection) {
    let now = try openedDeal(deal)
    try decideOwner(deal, command.by)
    let name = symbols.text(deal)
    let then = try fold(of: deal, at: command.time)
    let isOpen = then.state == .open
    switch kind {
    case .reopened:
      if now.state == .open {
        throw refusal("/data/deal", "\(name) is open; nothing is to be opened again")
      }
      if isOpen {
        throw refusal("/time", "\(name) was still open at \(command.time.rfc3339)")
      }
    case .advanced where isOpen:
      return
    case _ where now.state != .open:
      throw refusal(
        "/data/deal",
        "\(name) is already \(now.state.rawValue); 'cox deal reopen' opens it again")
    case _ where !isOpen:
      throw refusal(
        "/time",
        "\(name) was \(then.state.rawValue) at \(command.time.rfc3339), and opened again later")
    default:
      break
    }
    guard !hasTurned(deal, since: command.time) else {
      throw refusal(
        "/time",
        "\(name) was closed or opened again after \(command.time.rfc3339); 'cox trace \(name)' shows it"
      )
    }
  }

  /// Where a deal stood at a time; refused where that was before it opened.
  func fold(of deal: Symbol, at time: Instant) throws(Rejection) -> DealFold {
    let now = try openedDeal(deal)
    if let opened = now.opened, time < opened {
      throw refusal(
        "/time",
        "\(symbols.text(deal)) opened at \(opened.rfc3339), after \(time.rfc3339): say a later time"
      )
    }
    guard now.last > time, let number = book.find(deal) else { return now }
    return DealFold(
      foldSteps(number).filter { $0.time <= time }, watched: cards.watchedStages, emit: { _ in })
  }

  /// Whether a deal was closed or opened again after a time.
  private func hasTurned(_ deal: Symbol, since time: Instant) -> Bool {
    guard let number = book.find(deal), book.deals[number].state.last > time else { return false }
    return foldSteps(number).contains {
      $0.time > time && !$0.isAhead && ($0.kind == .won || $0.kind == .lost || $0.kind == .reopened)
    }
  }

  /// A stage is one that the playbook counts, or that a deal stands at; a playbook that counts none
  /// takes any.
  func decideStage(_ stage: Symbol) throws(Rejection) {
    let known = cards.watchedStages
    guard !known.isEmpty, !stage.isNone, !known.contains(stage),
      !book.deals.contains(where: { $0.state.stage == stage })
    else { return }
    throw refusal(
      "/data/stage",
      "no stage is called '\(symbols.text(stage))'; the playbook has "
        + known.map(symbols.text).sorted().joined(separator: ", "))
  }

  private func refusal(_ pointer: String, _ message: String) -> Rejection {
    Rejection(kind: .invalid, pointer: pointer, message: message)
  }
}
