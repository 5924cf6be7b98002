import Domain
import Testing

@Suite("Goals")
struct GoalTests {
  @Test("a goal holds once its member has accepted it, from that day or the period's first")
  func accepting() {
    var lab = Lab.fiscal()
    #expect(lab.speak(lab.proposal(1_200_000_00), by: "greg") == nil)
    #expect(lab.goal()?.state == .proposed && lab.goal()?.held == nil)
    lab.now = TestZones.at("2026-11-20T09:00:00Z")
    #expect(lab.speak(lab.acceptance()) == nil)
    let goal = lab.goal()
    #expect(goal?.state == .accepted && goal?.held?.amount == 1_200_000_00)
    #expect(goal?.held?.from == Lab.day("2026-11-20"), "it waited two days for the answer")
    #expect(goal?.offer == nil)
    lab.speak(lab.proposal(9_00, period: "2027"))
    lab.speak(lab.acceptance(of: "ana/revenue/2027"))
    #expect(lab.goal("ana/revenue/2027")?.held?.from == Lab.day("2027-01-01"))
    #expect(lab.goal("ana/revenue/2027")?.state == .accepted)
  }

  @Test("only the member accepts; a manager proposes and counters, a colleague does neither")
  func whoSpeaks() {
    var lab = Lab.fiscal()
    #expect(lab.speak(lab.proposal(100), by: "ben")?.kind == .denied)
    #expect(lab.speak(lab.proposal(100), by: "greg") == nil)
    let byManager = lab.speak(lab.acceptance(), by: "greg")
    #expect(byManager?.kind == .denied && byManager?.message.contains("only ana") == true)
    #expect(lab.speak(lab.counter(.money(80, .none)), by: "ben")?.kind == .denied)
    #expect(lab.speak(lab.acceptance(), by: "ben", about: "ben")?.kind == .notFound)
    #expect(lab.goal()?.held == nil && lab.goal()?.terms.count == 1)
  }

  @Test("a counter waits for its answer, and what was accepted holds until then")
  func countering() {
    var lab = Lab.fiscal()
    lab.agree()
    #expect(lab.speak(lab.counter(.money(1_000_000_00, .none)), by: "greg") == nil)
    #expect(lab.goal()?.state == .countered && lab.goal()?.held?.amount == 1_200_000_00)
    #expect(lab.speak(lab.counter(.money(1_100_000_00, .none))) == nil)
    lab.now = TestZones.at("2026-12-01T09:00:00Z")
    #expect(lab.speak(lab.acceptance()) == nil)
    let goal = lab.goal()
    #expect(goal?.held?.amount == 1_100_000_00 && goal?.state == .accepted)
    #expect(goal?.terms.map(\.amount) == [1_200_000_00, 1_000_000_00, 1_100_000_00])
    #expect(goal?.terms.map { $0.acceptedAt != nil } == [true, false, true])
    #expect(lab.speak(lab.acceptance())?.message.contains("nothing is offered") == true)
  }

  @Test("a second proposal of an open goal is a counter and needs a reason")
  func proposingAgain() {
    var lab = Lab.fiscal()
    lab.agree()
    #expect(lab.speak(lab.proposal(100))?.pointer == "/data/reason")
    #expect(lab.speak(lab.proposal(100, reason: "half the accounts left")) == nil)
    #expect(lab.goal()?.state == .countered)
    #expect(lab.speak(lab.proposal(100, "USD", reason: "r"))?.pointer == "/data/currency")
  }

  @Test("C41: terms from a day that has passed are refused, unless they are meant and explained")
  func backdating() {
    var lab = Lab.fiscal()
    #expect(lab.speak(lab.proposal(100, from: "2026-04-01"))?.pointer == "/data/from")
    let unexplained = lab.proposal(100, from: "2026-04-01", backdated: true)
    #expect(lab.speak(unexplained)?.pointer == "/data/reason")
    let meant = lab.proposal(100, from: "2026-04-01", reason: "agreed in spring", backdated: true)
    #expect(lab.speak(meant, by: "greg") == nil)
    lab.now = TestZones.at("2026-11-19T09:00:00Z")
    #expect(lab.speak(lab.acceptance()) == nil)
    let held = lab.goal()?.held
    #expect(held?.from == Lab.day("2026-04-01") && held?.isBackdated == true)
    #expect(held?.reason == "agreed in spring")
    #expect(held.map { lab.team.symbols.text($0.by) } == "greg")
  }

  @Test("C41: days already accepted are not moved by a later offer that says nothing of the past")
  func forward() {
    var lab = Lab.fiscal()
    lab.agree()
    lab.speak(lab.counter(.money(5_00, .none)))
    lab.now = TestZones.at("2027-03-30T09:00:00Z")
    lab.speak(lab.acceptance())
    #expect(lab.goal()?.held?.from == Lab.day("2027-03-30"))
    #expect(lab.goal()?.held?.isBackdated == false)
  }

  @Test(
    "C42: an easing while the period runs is shown with its size, its day and what was achieved")
  func easing() {
    var lab = Lab.fiscal()
    lab.agree(1_000_00)
    lab.deal(Event.dealOpened, "D-1", at: "2026-11-18T09:00:00Z", currency: "EUR")
    lab.deal(Event.dealWon, "D-1", at: "2026-11-18T10:00:00Z", amount: 400_00)
    lab.now = TestZones.at("2027-03-28T09:00:00Z")
    lab.deal(Event.dealOpened, "D-2", at: "2027-03-28T10:00:00Z", currency: "EUR")
    lab.speak(lab.counter(.money(500_00, .none), reason: "it is nearly over"))
    lab.speak(lab.acceptance())
    lab.deal(Event.dealWon, "D-2", at: "2027-03-28T11:00:00Z", amount: 100_00)
    lab.now = TestZones.at("2027-03-29T09:00:00Z")
    #expect(
      lab.goal()?.easings == [
        GoalEasing(
          was: 1_000_00, now: 500_00, day: Lab.day("2027-03-28"), daysLeft: 3, achieved: 400_00)
      ])
    #expect(lab.goal()?.achieved.amount == 500_00 && lab.goal()?.left == 0)
  }

  @Test("C42: giving a goal up and stating a smaller one is an easing as well; raising it is none")
  func easingByEnding() {
    var lab = Lab.fiscal()
    lab.agree(1_000)
    lab.speak(lab.counter(.money(2_000, .none)))
    lab.speak(lab.acceptance())
    #expect(lab.goal()?.easings == [])
    #expect(lab.speak(lab.ending(from: "2026-11-18")) == nil)
    #expect(lab.goal()?.state == .ended && lab.goal()?.held == nil)
    #expect(lab.speak(lab.proposal(1_500)) == nil)
    lab.speak(lab.acceptance())
    #expect(lab.goal()?.state == .accepted && lab.goal()?.held?.amount == 1_500)
    #expect(lab.goal()?.easings.map(\.now) == [1_500])
  }

  @Test("C39: 0 excuses, and removal is an explicit end from a day on with a reason")
  func excusing() {
    var lab = Lab.fiscal()
    lab.agree(0)
    #expect(lab.goal()?.held?.amount == 0 && lab.goal()?.state == .accepted)
    #expect(lab.goal()?.left == 0)
    #expect(lab.speak(lab.ending(from: "2026-11-17"))?.pointer == "/data/from")
    #expect(lab.speak(lab.ending(from: "2026-12-01"), by: "greg") == nil)
    #expect(lab.goal()?.held?.amount == 0, "it holds up to its last day")
    lab.now = TestZones.at("2026-12-01T09:00:00Z")
    #expect(lab.goal()?.state == .ended && lab.goal()?.held == nil)
    #expect(lab.goal()?.ending?.reason == "moves on")
    #expect(lab.speak(lab.counter(.money(1, .none)))?.message.contains("given up") == true)
  }

  @Test("C17: nothing about a goal is ever deleted, also when member and metric leave the playbook")
  func keeping() {
    var lab = Lab.fiscal()
    lab.agree()
    lab.say(.memberLeft(MemberLeft(member: "ana", from: Lab.day("2026-11-19"))))
    lab.say(.metricEnded(MetricEnded(metric: "revenue", from: Lab.day("2026-11-19"))))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "02")))
    lab.now = TestZones.at("2027-06-01T09:00:00Z")
    #expect(lab.goal()?.state == .over && lab.goal()?.held?.amount == 1_200_000_00)
    #expect(lab.goal()?.terms.count == 1)
  }

  @Test("C17: a goal that was given up and stated anew keeps that it was, when, why and by whom")
  func endings() {
    var lab = Lab.fiscal()
    lab.agree(1_000)
    lab.speak(lab.ending(from: "2026-11-18", reason: "moves to support"), by: "greg")
    lab.speak(lab.proposal(800))
    lab.speak(lab.acceptance())
    let row = lab.goal()
    #expect(row?.state == .accepted && row?.ending == nil)
    #expect(row?.endings.map(\.reason) == ["moves to support"])
    #expect(row?.endings.map { lab.team.symbols.text($0.by) } == ["greg"])
    lab.speak(lab.ending(from: "2026-12-01", reason: "again"))
    #expect(lab.goal()?.endings.map(\.reason) == ["moves to support", "again"])
    #expect(lab.goal()?.ending?.reason == "again")
  }

  @Test("a word about a goal is not taken back, and what holds is said")
  func retracting() {
    var lab = Lab.fiscal()
    lab.agree(1_000)
    let goal = lab.goal()
    func retraction(_ seq: UInt64?) -> Event {
      .eventRetracted(Retraction(target: CorrectionTarget(id: "g-2", seq: seq)))
    }
    let refusal = lab.speak(retraction(goal?.held?.acceptedSeq))
    #expect(refusal?.kind == .invalid && refusal?.pointer == "/data/id")
    let message = refusal?.message ?? ""
    #expect(message.contains("what was accepted holds on"), "\(message)")
    #expect(message.contains("'cox goal end ana/revenue/FY2026'"), "\(message)")
    let other = lab.speak(retraction(goal?.held?.acceptedSeq), by: "ben")
    #expect(other?.message.contains("ana/revenue") == false, "it is none of ben's business")
    lab.speak(lab.ending(from: "2026-11-18"))
    let gone = lab.speak(retraction(lab.goal()?.ending?.seq))
    #expect(gone?.message.contains("nothing of it holds") == true)
  }

  @Test("a member's goals are summed over the deals of theirs alone, and come out the same")
  func among() {
    var lab = Lab.fiscal()
    lab.agree(1_000)
    lab.speak(lab.proposal(5, nil, metric: "opened"))
    lab.speak(lab.acceptance(of: "ana/opened/FY2026"))
    lab.speak(lab.proposal(5_000, of: nil), by: "greg", about: "greg")
    for (deal, member) in [("D-1", "ana"), ("D-2", "ben"), ("D-3", "ana")] {
      lab.deal(Event.dealOpened, deal, of: member, at: "2026-11-17T09:00:00Z")
      lab.deal(
        Event.dealWon, deal, of: member, at: "2026-11-18T08:00:00Z", amount: 100, currency: "EUR")
    }
    lab.deal(Event.dealOpened, "D-4", of: "ben", at: "2026-11-17T09:00:00Z")
    lab.deal(
      Event.dealWon, "D-4", of: "ben", at: "2026-11-18T08:00:00Z", amount: 100, currency: "EUR",
      credit: [("ana", 5_000), ("ben", 5_000)])
    let deals = lab.team.dealsByMember()
    let whole = lab.team.goalsView(.system, all: true, now: lab.now)
    #expect(lab.team.goalsView(.system, all: true, among: deals, now: lab.now) == whole)
    #expect(whole.map(\.achieved.amount) == [2, 250, 400])
    #expect(deals.filter { !$0.isEmpty }.map(\.count).sorted() == [2, 3], "ben's and ana's")
    let none = lab.team.goalsView(
      .system, all: true, among: deals.map { _ in [] }, now: lab.now)
    #expect(none.map(\.achieved.amount) == [0, 0, 400], "no other deal is looked at")
  }

  @Test("C43: the next period starts at nothing, whatever was achieved beyond this one's goal")
  func noCarryingOver() {
    var lab = Lab.fiscal()
    for period in ["2026-11", "2026-12"] {
      lab.speak(lab.proposal(1, nil, metric: "won", period: period))
      lab.speak(lab.acceptance(of: "ana/won/\(period)"))
    }
    for deal in ["D-1", "D-2"] {
      lab.deal(Event.dealOpened, deal, at: "2026-11-17T09:00:00Z")
      lab.deal(Event.dealWon, deal, at: "2026-11-18T08:00:00Z")
    }
    lab.now = TestZones.at("2026-12-02T09:00:00Z")
    #expect(lab.goal("ana/won/2026-11")?.achieved.amount == 2)
    #expect(lab.goal("ana/won/2026-12")?.achieved.amount == 0)
    #expect(lab.goal("ana/won/2026-12")?.left == 1)
  }

  @Test("a team's goal is its managers' and operators': others neither state nor see it")
  func ofTheTeam() {
    var lab = Lab.fiscal()
    #expect(lab.speak(lab.proposal(500, of: nil))?.kind == .denied)
    #expect(lab.speak(lab.proposal(500, of: nil), by: "greg", about: "greg") == nil)
    let name = "team/revenue/FY2026"
    #expect(lab.speak(lab.acceptance(of: name))?.kind == .denied)
    #expect(lab.speak(lab.acceptance(of: name), by: "greg", about: "greg") == nil)
    #expect(lab.goal(name)?.state == .accepted && lab.goal(name)?.member == nil)
    for (name, count) in [("greg", 1), ("ana", 0)] {
      let viewer = lab.team.viewer(named: name) ?? .system
      #expect(lab.team.goalsView(viewer, now: lab.now).count == count, "\(name)")
    }
  }

  @Test("who may see a goal: the member, their manager and operators")
  func sight() {
    var lab = Lab.fiscal()
    lab.agree()
    for (name, isSeen) in [("ana", true), ("greg", true), ("ben", false)] {
      let viewer = lab.team.viewer(named: name) ?? .system
      #expect(lab.team.goalsView(viewer, now: lab.now).isEmpty != isSeen, "\(name)")
    }
  }

  @Test("what is forwarded and fits nothing is a doubt without effect")
  func doubts() {
    var lab = Lab.fiscal()
    lab.say(lab.acceptance(), source: "/cox/ana", subject: "ana")
    lab.say(lab.proposal(1, nil), source: "/cox/ana", subject: "ana")
    lab.say(lab.proposal(100), source: "/cox/greg", subject: "ana")
    lab.say(lab.acceptance(), source: "/cox/greg", subject: "ana")
    lab.say(lab.counter(.count(3)), source: "/cox/ana", subject: "ana")
    #expect(lab.goal()?.held == nil && lab.goal()?.terms.count == 1)
    let rows = lab.team.doubtsView().filter { $0.kind.rawValue == "doubtful-goal" }
    #expect(rows.map(\.count) == [4])
    lab.say(lab.acceptance(), source: "/cox/ana", subject: "ana")
    #expect(lab.goal()?.held?.amount == 100)
  }

  @Test("a replay of what was said gives the same goals")
  func replay() {
    var lab = Lab.fiscal()
    lab.agree()
    lab.speak(lab.counter(.money(5, .none)), by: "greg")
    let again = lab.replayed()
    let views = [lab.team, again].map { $0.goalsView(.system, all: true, now: lab.now) }
    #expect(views[0] == views[1] && views[0].count == 1)
  }
}
