/// How deals of each member ended, at which ages, and what those won were worth.
struct DealHistory: Sendable {
  /// Closed deals, and wins among them, from which on a member's own curve speaks (MATHS M7).
  static let fewestClosed = 20
  static let fewestWins = 5

  /// By member slot; 0 is everybody.
  private(set) var ages: ContiguousArray<AgeTable>
  /// Those opened long enough ago for nine in ten wins to have come.
  private(set) var matured: ContiguousArray<AgeTable>
  /// What goals are in, and the worths of won deals in each, by member slot; 0 is everybody.
  private let monies: [GoalMoney]
  private var worths: [ContiguousArray<DealSizes>]
  /// By the same place the pairs of currencies that no rate was known for on the day of a close.
  private var missing: [[MissingRate]]

  /// Nothing of anybody.
  init(none team: Team) {
    ages = ContiguousArray(repeating: AgeTable(), count: team.roster.members.count)
    matured = ages
    (monies, worths, missing) = ([], [], [])
  }

  init(_ team: Team, _ lives: ContiguousArray<DealLife>, today: Int32) {
    let count = team.roster.members.count
    monies = team.goalMonies
    worths = monies.map { _ in ContiguousArray(repeating: DealSizes(), count: count) }
    missing = monies.map { _ in [] }
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
      let day = LocalDay(days: life.closed)
      for place in monies.indices { addSize(team, deal, place, on: day) }
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

  /// A win counts for everybody as it is, and for each who is credited by their part; in another
  /// currency by the rates of the day of its close, and not at all where there is none.
  private mutating func addSize(_ team: Team, _ deal: Int, _ place: Int, on day: LocalDay) {
    let fold = team.book.deals[deal].state
    let money = monies[place]
    guard let worth = fold.worth, worth > 0 else { return }
    guard let whole = team.convert(worth, fold.currency, to: money, on: day) else {
      return missing[place].note(team.missingRate(fold.currency, to: money, on: day))
    }
    worths[place][0].add(whole)
    let actor = Int(team.milestones[deal, Milestones.closed].actor)
    if fold.credit.isEmpty, actor > 0 { worths[place][actor].add(whole) }
    for share in fold.credit where share.member > 0 && share.member < worths[place].count {
      guard let part = fold.worth(for: share.member),
        let own = team.convert(part, fold.currency, to: money, on: day)
      else { continue }
      worths[place][share.member].add(own)
    }
  }

  /// What a member's wins were worth in what a goal is in.
  func sizes(_ slot: Int, _ money: GoalMoney) -> DealSizes {
    monies.firstIndex(of: money).map { worths[$0][slot] } ?? DealSizes()
  }

  /// The pairs of currencies for want of which won deals are left out, each with the first day.
  func missing(_ money: GoalMoney) -> [MissingRate] {
    monies.firstIndex(of: money).map { missing[$0].inOrder } ?? []
  }

  /// Whether a member has closed enough for a curve of their own.
  func hasOwnCurve(_ slot: Int) -> Bool { slot > 0 && hasCurve(slot) }

  /// Whether enough is closed for a curve: by a member, or by everybody for slot 0.
  func hasCurve(_ slot: Int) -> Bool {
    ages[slot].won >= Self.fewestWins
      && ages[slot].won + ages[slot].lost >= Self.fewestClosed
  }
}
