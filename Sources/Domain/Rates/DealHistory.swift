/// How deals of each member ended, at which ages, and what those won were worth.
struct DealHistory: Sendable {
  /// Closed deals, and wins among them, from which on a member's own curve speaks (MATHS M7).
  static let fewestClosed = 20
  static let fewestWins = 5

  /// By member slot; 0 is everybody.
  private(set) var ages: ContiguousArray<AgeTable>
  /// Those opened long enough ago for nine in ten wins to have come.
  private(set) var matured: ContiguousArray<AgeTable>
  /// By place of the currency, then by member slot; 0 is everybody.
  private var worths: [ContiguousArray<DealSizes>] = []
  private var currencies: [Symbol] = []

  /// Nothing of anybody.
  init(none team: Team) {
    ages = ContiguousArray(repeating: AgeTable(), count: team.roster.members.count)
    matured = ages
  }

  init(_ team: Team, _ lives: ContiguousArray<DealLife>, today: Int32) {
    let count = team.roster.members.count
    let since = Self.observedFrom(lives)
    let groups = MemberGroups(lives.lazy.map { $0.end == nil ? -1 : Int($0.slot) }, members: count)
    ages = groups.tables { Self.watched(lives[$0], since, today) }
    let wait = Int32(max(Int(StepTally.fewestDays), ages[0].winAge(9, of: 10) ?? 0))
    matured = groups.tables { deal in
      lives[deal].opened <= today - wait ? Self.watched(lives[deal], since, today) : nil
    }
    for (deal, life) in lives.enumerated()
    where life.end == .won && life.closed <= today
      && life.closed >= today - StepTally.windowDays
    {
      addSize(team, deal, count)
    }
  }

  /// The day from which closes are on record, the one before the first: what was open before it and
  /// has closed since is only known from then on.
  private static func observedFrom(_ lives: ContiguousArray<DealLife>) -> Int32 {
    let first = lives.reduce(Int32.max) { min($0, $1.closed) }
    return first == .max ? .min : first - 1
  }

  private static func watched(
    _ life: DealLife, _ since: Int32, _ today: Int32
  ) -> WinCurve.Watched? {
    guard let end = life.end else { return nil }
    let last = end == .open ? today : life.closed
    guard last <= today, life.opened <= today else { return nil }
    // A deal that was recorded as it was opened was watched from the first day.
    let isImported = life.recorded - life.opened > 30
    let entered = isImported ? max(0, Int(since) - Int(life.opened)) : 0
    return WinCurve.Watched(max(0, Int(last - life.opened)), end, entered: entered)
  }

  /// A win counts for everybody as it is, and for each who is credited by their part.
  private mutating func addSize(_ team: Team, _ deal: Int, _ count: Int) {
    let fold = team.book.deals[deal].state
    let actor = Int(team.milestones[deal, Milestones.closed].actor)
    guard let worth = fold.worth, worth > 0 else { return }
    let place = place(of: fold.currency, count)
    worths[place][0].add(worth)
    if fold.credit.isEmpty, actor > 0 { worths[place][actor].add(worth) }
    for share in fold.credit where share.member > 0 && share.member < count {
      if let part = fold.worth(for: share.member) { worths[place][share.member].add(part) }
    }
  }

  /// A few currencies at most: a look along the list is quicker than a dictionary.
  private mutating func place(of currency: Symbol, _ count: Int) -> Int {
    if let place = currencies.firstIndex(of: currency) { return place }
    currencies.append(currency)
    worths.append(ContiguousArray(repeating: DealSizes(), count: count))
    return currencies.count - 1
  }

  /// What a member's wins were worth in a currency; amounts without one are taken to be in it.
  func sizes(_ slot: Int, _ currency: Symbol) -> DealSizes {
    func worth(_ currency: Symbol) -> DealSizes? {
      currencies.firstIndex(of: currency).map { worths[$0][slot] }
    }
    return (worth(currency) ?? DealSizes()) + (currency.isNone ? nil : worth(.none))
  }

  /// Whether a member has closed enough for a curve of their own.
  func hasOwnCurve(_ slot: Int) -> Bool {
    slot > 0 && ages[slot].won >= Self.fewestWins
      && ages[slot].won + ages[slot].lost >= Self.fewestClosed
  }
}
