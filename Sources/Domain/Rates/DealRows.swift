/// How a deal stands, in days of the team's zone.
struct DealLife: Sendable {
  /// Nil for a deal that nothing opened.
  var end: WinCurve.End?
  /// Its owner while it is open, who closed it afterwards.
  var slot: Int32 = 0
  /// Whom a win counts for where nobody shares it.
  var winner: Int32 = 0
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
  /// By member slot, ascending, the deals on which they ever took a step, had a trial or were credited;
  /// at 0 those that were nobody's.
  private(set) var dealsOf: [[Int32]]
  /// Of these, those that were won when they were read.
  private var wonOf: [[Int32]]
  /// Moves with every look that finds a change, and where it stood when a member's deals last changed.
  private(set) var look: UInt64
  private var changedAt: [UInt64]
  /// Who is credited for a win that several share, by deal.
  private var sharers: [Int32: [Int]] = [:]
  /// The day of the first close; nil where it is to be looked for.
  private var firstClose: Int32?
  private var clock: DayClock
  private var concerned: [Int] = []

  /// `look` is one that nobody has seen yet.
  init(_ team: Team, look: UInt64) {
    facts = team.roster.journal.count
    clock = DayClock(zone: team.zone(0, on: LocalDay(days: 0)))
    let count = team.roster.members.count
    dealsOf = Array(repeating: [], count: count)
    wonOf = dealsOf
    self.look = look
    changedAt = Array(repeating: look, count: count)
    for funnel in team.roster.funnels {
      trials.append(
        team.points(of: funnel).map { FunnelTrials(team, funnel, $0, &clock) }
          ?? FunnelTrials(none: funnel))
    }
    readNew(team)
    findFirstClose()
  }

  /// Whether the rows can go on: the same facts, and of deals that hang together nothing changed.
  func canGoOn(_ team: Team, _ changed: ContiguousArray<Int32>) -> Bool {
    facts == team.roster.journal.count
      && (trials.allSatisfy(\.isByDeal) || !isBehind(team, changed))
  }

  /// Whether there is anything to read.
  func isBehind(_ team: Team, _ changed: ContiguousArray<Int32>) -> Bool {
    !changed.isEmpty || lives.count < team.milestones.states.count
  }

  mutating func update(_ team: Team, _ changed: ContiguousArray<Int32>) {
    look += 1
    let known = lives.count
    for deal in changed where deal < known { noteChange(of: Int(deal)) }
    for funnel in trials.indices { trials[funnel].update(team, changed, &clock) }
    for deal in changed where deal < known { read(team, Int(deal)) }
    readNew(team)
    findFirstClose()
  }

  /// The members whose deals changed after a look; slot 0 stands for deals that are nobody's.
  func changed(after look: UInt64) -> [Int] { changedAt.indices.filter { changedAt[$0] > look } }

  /// The day before the first close, from which on closes are on record; nil without any.
  var observedFrom: Int32 { (firstClose ?? .max) == .max ? .min : (firstClose ?? 0) - 1 }

  private mutating func findFirstClose() {
    if firstClose == nil { firstClose = lives.reduce(Int32.max) { min($0, $1.closed) } }
  }

  private mutating func readNew(_ team: Team) {
    let known = lives.count
    // One at a time, so that the room for more grows by halves and not by one.
    while lives.count < team.milestones.states.count { lives.append(DealLife()) }
    for deal in known..<lives.count { read(team, deal) }
  }

  /// Reads what is not in the trials, which are up to date, and notes whose numbers that changes.
  private mutating func read(_ team: Team, _ deal: Int) {
    let was = lives[deal].closed
    let state = team.milestones.states[deal]
    lives[deal] = life(team, deal, state)
    let closed = lives[deal].closed
    if let first = firstClose {
      firstClose = was == first && closed > was ? nil : min(first, closed)
    }
    sharers[Int32(deal)] = nil
    if state == .won, !team.book.deals[deal].state.credit.isEmpty {
      sharers[Int32(deal)] = team.book.deals[deal].state.credit.map(\.member)
    }
    for place in 0..<Milestones.firstStage + team.milestones.stages where state != .unknown {
      let actor = Int(team.milestones[deal, place].actor)
      if actor > 0 { add(deal, to: actor, isWon: state == .won) }
    }
    noteChange(of: deal)
    for slot in concerned { add(deal, to: slot, isWon: state == .won) }
  }

  private mutating func life(_ team: Team, _ deal: Int, _ state: DealState) -> DealLife {
    let opening = team.milestones[deal, Milestones.opened]
    guard state != .unknown, opening.second != 0 else { return DealLife() }
    let closing = team.milestones[deal, Milestones.closed]
    let end: WinCurve.End = state == .won ? .won : state == .lost ? .lost : .open
    return DealLife(
      end: end,
      slot: end == .open ? Int32(team.book.deals[deal].state.owner) : Int32(closing.owner),
      winner: end == .won ? Int32(closing.actor) : 0,
      opened: clock.day(opening.second),
      closed: closing.second == 0 ? .max : clock.day(closing.second),
      recorded: clock.day(team.milestones.recorded[deal]))
  }

  /// Finds whose numbers a deal is in, as it was read last; some of them several times.
  private mutating func findConcerned(by deal: Int) {
    concerned.removeAll(keepingCapacity: true)
    if let members = sharers[Int32(deal)] { concerned += members }
    if lives[deal].end != nil { concerned.append(Int(lives[deal].slot)) }
    if lives[deal].winner > 0 { concerned.append(Int(lives[deal].winner)) }
    for funnel in trials {
      for step in funnel.steps where deal < step.count && step[deal].slot > 0 {
        concerned.append(Int(step[deal].slot))
      }
    }
  }

  private mutating func noteChange(of deal: Int) {
    findConcerned(by: deal)
    for slot in concerned where slot < changedAt.count { changedAt[slot] = look }
  }

  /// Who once had to do with a deal keeps it: what counts for them is asked of each deal anew.
  private mutating func add(_ deal: Int, to slot: Int, isWon: Bool) {
    guard slot < dealsOf.count else { return }
    Self.insert(Int32(deal), into: &dealsOf[slot])
    if isWon { Self.insert(Int32(deal), into: &wonOf[slot]) }
  }

  private static func insert(_ deal: Int32, into deals: inout [Int32]) {
    guard let last = deals.last, last >= deal else { return deals.append(deal) }
    if last == deal { return }
    var (low, high) = (0, deals.count)
    while low < high {
      let middle = (low + high) / 2
      if deals[middle] < deal { low = middle + 1 } else { high = middle }
    }
    if deals[low] != deal { deals.insert(deal, at: low) }
  }

  /// The deals that may count for a member's goal on a metric.
  func mayCount(for slot: Int, _ metric: Metric) -> [Int32] {
    let isOfWins = MeasureCatalogue.find(metric.facts.measure)?.occurrence == .dealWon
    return isOfWins ? wonOf[slot] : dealsOf[slot]
  }
}

extension Team {
  /// What deals say to rates, brought up to now.
  mutating func updatedDealRows() -> DealRows {
    if stale { settle() }
    let changed = milestones.takeChanged()
    // Taken out, so that they have one owner and nothing is copied.
    var kept: DealRows?
    swap(&kept, &dealRows)
    if let changed, kept?.canGoOn(self, changed) == true {
      if kept?.isBehind(self, changed) == true {
        // The book made before shares the rows.
        rates = nil
        kept?.update(self, changed)
      }
    } else {
      rates = nil
      kept = DealRows(self, look: (kept?.look ?? 0) + 1)
    }
    dealRows = kept
    return kept ?? DealRows(self, look: 1)
  }
}
