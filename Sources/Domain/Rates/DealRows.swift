/// How a deal stands, in days of the team's zone.
struct DealLife: Sendable {
  /// Nil for a deal that nothing opened.
  var end: WinCurve.End?
  /// Its owner while it is open, who closed it afterwards.
  var slot: Int32 = 0
  var opened: Int32 = 0
  var closed: Int32 = .max
  /// When the first record that named it was written.
  var recorded: Int32 = 0
}

/// What each deal says to rates, kept from one look to the next: only deals that changed are read again.
struct DealRows: Sendable {
  /// Entries of the team's history of facts that the rows were made under; another count, other rows.
  private let facts: Int
  /// By funnel; no trials where a point counts nothing.
  private(set) var trials: [FunnelTrials] = []
  private(set) var lives: ContiguousArray<DealLife> = []
  /// By member slot, ascending, the deals on which they ever took a step or were credited.
  private(set) var dealsOf: [[Int32]]
  private var clock: DayClock

  init(_ team: Team) {
    facts = team.roster.journal.count
    clock = DayClock(zone: team.zone(0, on: LocalDay(days: 0)))
    dealsOf = Array(repeating: [], count: team.roster.members.count)
    for funnel in team.roster.funnels {
      trials.append(
        team.points(of: funnel).map { FunnelTrials(team, funnel, $0, &clock) }
          ?? FunnelTrials(none: funnel))
    }
    readNew(team)
  }

  /// Whether the rows can go on from one deal to the next.
  func holds(for team: Team) -> Bool {
    facts == team.roster.journal.count && trials.allSatisfy(\.isByDeal)
  }

  mutating func update(_ team: Team, _ changed: ContiguousArray<Int32>) {
    for funnel in trials.indices { trials[funnel].update(team, changed, &clock) }
    let known = lives.count
    for deal in changed where deal < known { read(team, Int(deal)) }
    readNew(team)
  }

  private mutating func readNew(_ team: Team) {
    let known = lives.count
    // One at a time, so that the room for more grows by halves and not by one.
    while lives.count < team.milestones.states.count { lives.append(DealLife()) }
    for deal in known..<lives.count { read(team, deal) }
  }

  private mutating func read(_ team: Team, _ deal: Int) {
    let state = team.milestones.states[deal]
    guard state != .unknown else { return lives[deal] = DealLife() }
    lives[deal] = life(team, deal, state)
    for place in 0..<Milestones.firstStage + team.milestones.stages {
      add(deal, to: Int(team.milestones[deal, place].actor))
    }
    guard state == .won else { return }
    for share in team.book.deals[deal].state.credit { add(deal, to: share.member) }
  }

  private mutating func life(_ team: Team, _ deal: Int, _ state: DealState) -> DealLife {
    let opening = team.milestones[deal, Milestones.opened]
    guard opening.second != 0 else { return DealLife() }
    let closing = team.milestones[deal, Milestones.closed]
    let end: WinCurve.End = state == .won ? .won : state == .lost ? .lost : .open
    return DealLife(
      end: end,
      slot: end == .open ? Int32(team.book.deals[deal].state.owner) : Int32(closing.owner),
      opened: clock.day(opening.second),
      closed: closing.second == 0 ? .max : clock.day(closing.second),
      recorded: clock.day(team.milestones.recorded[deal]))
  }

  /// Who once had to do with a deal keeps it: what counts for them is asked of each deal anew.
  private mutating func add(_ deal: Int, to slot: Int) {
    guard slot > 0, slot < dealsOf.count else { return }
    let number = Int32(deal)
    guard let last = dealsOf[slot].last, last >= number else { return dealsOf[slot].append(number) }
    var (low, high) = (0, dealsOf[slot].count)
    while low < high {
      let middle = (low + high) / 2
      if dealsOf[slot][middle] < number { low = middle + 1 } else { high = middle }
    }
    if dealsOf[slot][low] != number { dealsOf[slot].insert(number, at: low) }
  }
}

extension Team {
  /// What deals say to rates, brought up to now.
  mutating func updatedDealRows() -> DealRows {
    let changed = milestones.takeChanged()
    // Taken out, so that they have one owner and nothing is copied.
    var kept: DealRows?
    swap(&kept, &dealRows)
    if let changed, kept?.holds(for: self) == true {
      kept?.update(self, changed)
    } else {
      kept = DealRows(self)
    }
    dealRows = kept
    return kept ?? DealRows(self)
  }
}
