import Domain
import Testing

@Suite("Goals in the morning")
struct MorningGoalTests {
  /// Ana with a goal and deals: seven won of which one is shared and one is in dollars.
  private func lab(wins: Int = 7) -> Lab {
    var lab = Lab.funnel()
    lab.aim()
    for deal in 0..<wins {
      lab.life(
        "A-\(deal)", talked: deal, opened: deal + 2, won: deal + 60,
        amount: Int64(10_000_00 + deal * 1_000_00))
    }
    for deal in 0..<9 {
      lab.life("B-\(deal)", of: "ben", opened: deal, won: deal + 40, amount: 33_000_00)
    }
    return lab
  }

  private func morning(_ lab: Lab, _ member: String = "ana") -> MorningView {
    var lab = lab
    return lab.team.morningView(lab.symbol(member), [], now: lab.now)
  }

  @Test(
    "the goal stands as in its plan, wins to come too, without a book of rates", arguments: [3, 7])
  func asThePlan(wins: Int) throws {
    var lab = lab(wins: wins)
    let brief = try #require(morning(lab).goal)
    let plan = lab.plan()
    let view = try #require(plan)
    let (line, needed) = (try #require(view.goal), try #require(view.wins))
    #expect(view.deal?.of == (wins >= 5 ? .own : .team))
    #expect(brief.achieved == line.achieved && brief.left == line.left)
    #expect(brief.achieved.times == Int64(wins) && (brief.achieved.amount ?? 0) > 0)
    #expect(abs((brief.winsLeft ?? 0) - needed) < 1e-9 * needed, "\(needed)")
    #expect(brief.goal == "ana/revenue/FY2026" && brief.currency == "EUR")
    #expect(brief.amount == 1_200_000_00 && brief.last == Lab.day("2027-03-31"))
  }

  @Test("a shared win counts by its parts, as in the plan")
  func shared() throws {
    var lab = lab()
    lab.deal(
      Event.dealOpened, "S-1", of: "ben", at: Lab.time(3), amount: 90_000_00, currency: "EUR")
    lab.deal(
      Event.dealWon, "S-1", of: "ben", at: Lab.time(80), amount: 90_000_00, currency: "EUR",
      credit: [("ana", 5_000), ("ben", 5_000)])
    let before = try #require(morning(self.lab()).goal?.achieved.amount)
    let brief = try #require(morning(lab).goal)
    let plan = lab.plan()
    let view = try #require(plan)
    #expect(brief.achieved == view.goal?.achieved)
    #expect(brief.achieved.amount == before + 45_000_00)
    #expect(view.wins.map { abs((brief.winsLeft ?? 0) - $0) < 1e-9 * $0 } == true)
  }

  @Test("a goal that nobody accepted is an offer; the member's own word waits for nobody's answer")
  func offers() throws {
    var lab = Lab.funnel()
    lab.speak(lab.proposal(1_200_000_00), by: "greg")
    let offered = morning(lab)
    #expect(offered.goal == nil)
    #expect(offered.offers.map(\.amount) == [1_200_000_00] && offered.offers.first?.by == "greg")
    #expect(morning(lab, "ben").offers.isEmpty)
    lab.speak(lab.counter(.money(900_000_00, lab.symbol("EUR"))))
    #expect(morning(lab).offers.isEmpty && morning(lab).goal == nil)
    lab.speak(lab.acceptance())
    #expect(morning(lab).goal?.amount == 900_000_00 && morning(lab).offers.isEmpty)
    lab.speak(lab.counter(.money(1_000_000_00, lab.symbol("EUR"))), by: "greg")
    #expect(morning(lab).goal?.amount == 900_000_00, "what was accepted holds on")
    #expect(morning(lab).offers.map(\.amount) == [1_000_000_00])
    lab.now = TestZones.at("2027-04-02T09:00:00Z")
    #expect(morning(lab).offers.isEmpty && morning(lab).goal == nil, "its period is over")
  }

  @Test("a quota that the rates left behind waits until it or its goal changes")
  func moved() throws {
    var lab = lab()
    #expect(morning(lab).moved.isEmpty)
    let plan = lab.plan()
    let range = try #require(plan?.quotas.first { $0.metric == lab.symbol("conversation") }?.range)
    lab.propose(range.high + 1, range)
    #expect(morning(lab).moved.isEmpty, "the plan would not propose it any more")
    lab.propose(range.weekly, range)
    let told = try #require(morning(lab).moved.first)
    #expect(told.was == 8 && told.weekly == range.weekly && told.metric == "conversation")
    #expect(morning(lab, "ben").moved.isEmpty)
    var ended = lab
    ended.speak(ended.ending(from: "2026-11-18"))
    #expect(morning(ended).moved.isEmpty)
    lab.quota(6, "2")
    #expect(morning(lab).moved.isEmpty)
  }

  @Test(
    "what is achieved is not told where an exchange rate is missing, nor how many wins are left")
  func missingRate() throws {
    var lab = lab()
    lab.deal(Event.dealOpened, "U-1", at: Lab.time(3), amount: 9_000_00, currency: "USD")
    lab.deal(Event.dealWon, "U-1", at: Lab.time(90), amount: 9_000_00, currency: "USD")
    let brief = try #require(morning(lab).goal)
    #expect(brief.achieved.amount == nil && brief.left == nil && brief.winsLeft == nil)
  }

  @Test("a win in another currency is in the mean of wins as the plan has it")
  func converted() throws {
    var lab = lab()
    lab.value(of: "USD", [("2026-01-01", "0.5")])
    lab.say(.playbookApplied(PlaybookApplied(sha256: "x1")))
    lab.deal(Event.dealOpened, "U-1", at: Lab.time(3), amount: 90_000_00, currency: "USD")
    lab.deal(Event.dealWon, "U-1", at: Lab.time(90), amount: 90_000_00, currency: "USD")
    let brief = try #require(morning(lab).goal)
    let plan = lab.plan()
    let view = try #require(plan)
    #expect(view.deal?.count == 8)
    #expect(view.wins.map { abs((brief.winsLeft ?? 0) - $0) < 1e-9 * $0 } == true)
  }
}

extension Lab {
  /// Another quota of conversations was proposed to ana.
  fileprivate mutating func propose(_ weekly: Int64, _ range: WeeklyRange) {
    let week = team.roster.weeks.week(of: Lab.day("2026-11-13")).label
    say(
      .planRecalibrated(
        PlanRecalibrated(
          member: symbol("ana"), goal: symbol("ana/revenue/FY2026"),
          metric: symbol("conversation"), was: 8, weekly: weekly, low: range.low,
          high: range.high, week: week)))
  }

  /// A quota of conversations that the playbook asks ana for.
  fileprivate mutating func quota(_ weekly: Int64, _ name: String) {
    say(
      .quotaProposed(
        QuotaProposed(
          quota: "ana/conversation/\(name)", member: "ana", metric: "conversation",
          weekly: weekly, from: nil)))
    say(.playbookApplied(PlaybookApplied(sha256: name)))
  }
}
