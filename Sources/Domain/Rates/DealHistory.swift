/// How deals of each member ended, at which ages, and what those won were worth.
struct DealHistory: Sendable {
  /// Closed deals, and wins among them, from which on a member's own curve speaks (MATHS M7).
  static let fewestClosed = 20
  static let fewestWins = 5

  private(set) var ages: MemberAges
  /// Those opened long enough ago for nine in ten wins to have come.
  private(set) var matured: MemberAges
  /// What goals are in, and the worths of won deals in each.
  private let monies: [GoalMoney]
  private var worths: [MemberWorths]
  private let today: Int32
  private var observedFrom = Int32.min
  private var maturedAfter: Int32 = 0

  /// Nothing of anybody.
  init(none team: Team) {
    ages = MemberAges(members: team.roster.members.count)
    matured = ages
    (monies, worths, today) = ([], [], 0)
  }

  init(_ team: Team, _ rows: DealRows, today: Int32) {
    let count = team.roster.members.count
    ages = MemberAges(members: count)
    matured = ages
    monies = team.goalMonies
    worths = monies.map { _ in MemberWorths(members: count) }
    self.today = today
    update(team, rows, Array(team.roster.members.indices))
  }

  /// Takes the deals of some members again; slot 0 stands for deals that are nobody's.
  mutating func update(_ team: Team, _ rows: DealRows, _ slots: [Int]) {
    guard !slots.isEmpty else { return }
    let all = Array(team.roster.members.indices)
    let isKnown = observedFrom == rows.observedFrom
    observedFrom = rows.observedFrom
    for slot in isKnown ? slots : all { ages.set(slot, table(slot, rows, openedBy: today)) }
    let wait = Int32(max(Int(StepTally.fewestDays), ages[0].winAge(9, of: 10) ?? 0))
    let isSame = isKnown && wait == maturedAfter
    maturedAfter = wait
    for slot in isSame ? slots : all {
      matured.set(slot, table(slot, rows, openedBy: today - wait))
    }
    for place in monies.indices {
      for slot in slots {
        worths[place].take(slot, of: team, rows, in: monies[place], since(today)...today)
      }
    }
  }

  /// How a member's deals ended that were opened by a day.
  private func table(_ slot: Int, _ rows: DealRows, openedBy day: Int32) -> AgeTable {
    var table = AgeTable()
    for deal in rows.dealsOf[slot] {
      let life = rows.lives[Int(deal)]
      guard Int(life.slot) == slot, life.opened <= day, let watched = watched(life) else {
        continue
      }
      table.add(watched)
    }
    return table
  }

  private func watched(_ life: DealLife) -> WinCurve.Watched? {
    guard let end = life.end else { return nil }
    let last = end == .open ? today : life.closed
    guard last <= today, life.opened <= today else { return nil }
    // A deal that was recorded as it was opened was watched from the first day; what was open before
    // the first close on record, and has closed since, is only known from then on.
    let isImported = life.recorded - life.opened > 30
    let entered = isImported ? max(0, Int(observedFrom) - Int(life.opened)) : 0
    return WinCurve.Watched(max(0, Int(last - life.opened)), end, entered: entered)
  }

  private func since(_ today: Int32) -> Int32 { today - StepTally.windowDays }

  /// What a member's wins were worth in what a goal is in; everybody's for slot 0.
  func sizes(_ slot: Int, _ money: GoalMoney) -> DealSizes {
    monies.firstIndex(of: money).map { worths[$0].sizes(slot) } ?? DealSizes()
  }

  /// The pairs of currencies for want of which won deals are left out, each with the first day.
  func missing(_ money: GoalMoney) -> [MissingRate] {
    monies.firstIndex(of: money).map { worths[$0].missing } ?? []
  }

  /// The won deals that a mean is made of: a member's, or everybody's for slot 0.
  func wonDeals(_ team: Team, _ rows: DealRows, _ slot: Int, _ money: GoalMoney) -> [Int] {
    let days = since(today)...today
    let deals = slot > 0 ? rows.dealsOf[slot].map { Int($0) } : Array(rows.lives.indices)
    return deals.filter { deal in
      guard rows.lives[deal].isWon(in: days) else { return false }
      if case .amount = team.worth(deal, rows.lives[deal], of: slot, in: money) { return true }
      return false
    }
  }

  /// Whether a member has closed enough for a curve of their own.
  func hasOwnCurve(_ slot: Int) -> Bool { slot > 0 && hasCurve(slot) }

  /// Whether enough is closed for a curve: by a member, or by everybody for slot 0.
  func hasCurve(_ slot: Int) -> Bool {
    ages[slot].won >= Self.fewestWins
      && ages[slot].won + ages[slot].lost >= Self.fewestClosed
  }
}
