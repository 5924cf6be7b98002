/// How deals of each member ended, at which ages, and what those won were worth.
struct DealHistory: Sendable {
  /// Closed deals, and wins among them, from which on a member's own curve speaks (MATHS M7).
  static let fewestClosed = 20
  static let fewestWins = 5

  /// By member slot; 0 is everybody.
  private(set) var ages: ContiguousArray<AgeTable>
  /// Those opened long enough ago for nine in ten wins to have come.
  private(set) var matured: ContiguousArray<AgeTable>
  /// By currency, then by member slot; 0 is everybody.
  private(set) var sizes: [Symbol: ContiguousArray<DealSizes>] = [:]

  /// Nothing of anybody.
  init(none team: Team) {
    ages = ContiguousArray(repeating: AgeTable(), count: team.roster.members.count)
    matured = ages
  }

  init(_ team: Team, today: Int32) {
    let count = team.roster.members.count
    ages = ContiguousArray(repeating: AgeTable(), count: count)
    matured = ages
    var clock = DayClock(zone: team.zone(0, on: LocalDay(days: 0)))
    let since = Self.observedFrom(team, &clock)
    var all: [(slot: Int, opened: Int32, deal: WinCurve.Watched)] = []
    all.reserveCapacity(team.milestones.states.count)
    for deal in team.milestones.states.indices {
      guard let watched = Self.watched(team, deal, since, today, &clock) else { continue }
      all.append(watched)
      if watched.deal.end == .won { addSize(team, deal, count, today, &clock) }
    }
    for (slot, _, deal) in all {
      ages[0].add(deal)
      if slot > 0 { ages[slot].add(deal) }
    }
    let wait = Int32(max(Int(StepTally.fewestDays), ages[0].winAge(9, of: 10) ?? 0))
    for (slot, opened, deal) in all where opened <= today - wait {
      matured[0].add(deal)
      if slot > 0 { matured[slot].add(deal) }
    }
  }

  /// The day from which closes are on record, the one before the first: what was open before it and
  /// has closed since is only known from then on.
  private static func observedFrom(_ team: Team, _ clock: inout DayClock) -> Int32 {
    var first = UInt32.max
    for deal in team.milestones.states.indices {
      let closed = team.milestones[deal, Milestones.closed].second
      if closed != 0 { first = min(first, closed) }
    }
    return first == .max ? .min : clock.day(first) - 1
  }

  private static func watched(
    _ team: Team, _ deal: Int, _ since: Int32, _ today: Int32, _ clock: inout DayClock
  ) -> (slot: Int, opened: Int32, deal: WinCurve.Watched)? {
    let state = team.milestones.states[deal]
    let opening = team.milestones[deal, Milestones.opened]
    guard state != .unknown, opening.second != 0 else { return nil }
    let opened = clock.day(opening.second)
    let closed = team.milestones[deal, Milestones.closed]
    let end: WinCurve.End = state == .won ? .won : state == .lost ? .lost : .open
    let last = end == .open ? today : clock.day(closed.second)
    guard last <= today, opened <= today else { return nil }
    // A deal that was recorded as it was opened was watched from the first day.
    let isImported = Int64(clock.day(team.milestones.recorded[deal])) - Int64(opened) > 30
    let entered = isImported ? max(0, Int(since) - Int(opened)) : 0
    let slot = end == .open ? team.book.deals[deal].state.owner : Int(closed.owner)
    return (slot, opened, WinCurve.Watched(max(0, Int(last - opened)), end, entered: entered))
  }

  /// A win counts for everybody as it is, and for each who is credited by their part.
  private mutating func addSize(
    _ team: Team, _ deal: Int, _ count: Int, _ today: Int32, _ clock: inout DayClock
  ) {
    let closed = team.milestones[deal, Milestones.closed]
    let fold = team.book.deals[deal].state
    guard let worth = fold.worth, worth > 0,
      clock.day(closed.second) >= today - StepTally.windowDays
    else { return }
    if sizes[fold.currency] == nil {
      sizes[fold.currency] = ContiguousArray(repeating: DealSizes(), count: count)
    }
    sizes[fold.currency]?[0].add(worth)
    if fold.credit.isEmpty, closed.actor > 0 {
      sizes[fold.currency]?[Int(closed.actor)].add(worth)
    }
    for share in fold.credit where share.member > 0 && share.member < count {
      if let part = fold.worth(for: share.member) { sizes[fold.currency]?[share.member].add(part) }
    }
  }

  /// What a member's wins were worth in a currency; amounts without one are taken to be in it.
  func sizes(_ slot: Int, _ currency: Symbol) -> DealSizes {
    (sizes[currency]?[slot] ?? DealSizes()) + (currency.isNone ? nil : sizes[.none]?[slot])
  }

  /// Whether a member has closed enough for a curve of their own.
  func hasOwnCurve(_ slot: Int) -> Bool {
    slot > 0 && ages[slot].won >= Self.fewestWins
      && ages[slot].won + ages[slot].lost >= Self.fewestClosed
  }
}
