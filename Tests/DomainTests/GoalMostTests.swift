import Domain
import Testing

@Suite("Goals that are a most")
struct GoalMostTests {
  private let name = "ana/lost/2026-Q4"

  /// At most so many deals of ana's are to be lost in the quarter from October, looked at on 18 November.
  private func lab(_ most: Int64 = 10) -> Lab {
    var lab = Lab.acme(from: "2026-01-01")
    lab.now = TestZones.at("2026-10-01T09:00:00Z")
    lab.speak(lab.proposal(most, nil, metric: "lost", period: "2026-Q4", atMost: true))
    lab.speak(lab.acceptance(of: name))
    lab.now = TestZones.at("2026-11-18T09:00:00Z")
    return lab
  }

  private func lose(_ lab: inout Lab, _ count: Int, at time: String = "2026-10-14T09:00:00Z") {
    for number in 0..<count {
      let deal = "L-\(time)-\(number)"
      lab.deal(Event.dealOpened, deal, at: "2026-10-02T09:00:00Z")
      lab.deal(Event.dealLost, deal, at: time)
    }
  }

  @Test("C40: of a most the share that is used is told, beside the share of the period gone")
  func shares() {
    var lab = lab()
    #expect(lab.goal(name)?.isAtMost == true && lab.goal(name)?.used == 0)
    lose(&lab, 4)
    let row = lab.goal(name)
    #expect(row?.achieved.amount == 4 && row?.left == 6 && row?.used == 0.4)
    #expect(row?.gone.four == (48.0 / 92).four, "48 of the quarter's 92 days are over")
    lose(&lab, 8, at: "2026-10-15T09:00:00Z")
    #expect(lab.goal(name)?.used == 1.2 && lab.goal(name)?.left == 0)
    lab.now = TestZones.at("2027-01-02T09:00:00Z")
    #expect(lab.goal(name)?.state == .over && lab.goal(name)?.gone == 1)
    #expect(lab.goal(name)?.used == 1.2, "it is no 0 or 1 when the period is over, either")
  }

  @Test("C40: weeks of which nothing is known are counted, and nothing is presumed of them")
  func silence() {
    var lab = lab()
    lab.team.settle()
    #expect(lab.goal(name)?.unknownWeeks == 7, "week 40 to week 46; the running one is not over")
    #expect(lab.goal(name)?.used == 0)
    lab.log(at: "2026-10-14T09:00:00Z")
    #expect(lab.goal(name)?.unknownWeeks == 6, "a source told something of week 42")
    lose(&lab, 1)
    #expect(lab.goal(name)?.used == 0.1)
  }

  @Test("C40: nothing is worked back from a most, and it is planned for only where it is named")
  func plan() {
    var lab = Lab.funnel((2_500, 5_000, 3_000), lagDays: 0)
    lab.speak(lab.proposal(10, nil, metric: "lost", period: "2026-Q4", atMost: true))
    lab.speak(lab.acceptance(of: "ana/lost/FY2026-Q3"))
    #expect(lab.plan()?.state == .atMost && lab.plan()?.quotas.isEmpty == true)
    let goal = lab.team.goal("ana/lost/FY2026-Q3")
    let coverage = lab.team.coverageView(
      lab.symbol("ana"), goal: goal, for: [.system], now: lab.now)
    #expect(coverage?.state == .atMost)
    lab.speak(lab.proposal(1_000_000_00))
    #expect(lab.plan()?.goal?.goal.isAtMost == false, "an offer to reach something goes before it")
  }

  @Test("C40: a most is accepted, countered and ended as any goal")
  func talk() {
    var lab = lab()
    #expect(lab.goal(name)?.state == .accepted && lab.goal(name)?.held?.amount == 10)
    #expect(lab.speak(lab.counter(.count(8), of: name), by: "greg") == nil)
    #expect(lab.goal(name)?.state == .countered && lab.goal(name)?.isAtMost == true)
    #expect(lab.speak(lab.acceptance(of: name)) == nil)
    #expect(lab.goal(name)?.held?.amount == 8)
    #expect(lab.speak(lab.ending(of: name, from: "2026-11-18")) == nil)
    #expect(lab.goal(name)?.state == .ended)
  }

  @Test("C42: to raise a most is the easing, to lower it is none")
  func easing() {
    var lab = lab()
    lose(&lab, 9)
    lab.speak(lab.counter(.count(8), of: name))
    lab.speak(lab.acceptance(of: name))
    #expect(lab.goal(name)?.easings == [])
    lab.speak(lab.counter(.count(12), of: name))
    lab.speak(lab.acceptance(of: name))
    #expect(lab.goal(name)?.easings.map(\.was) == [8])
    #expect(lab.goal(name)?.easings.map(\.now) == [12])
    #expect(lab.goal(name)?.easings.map(\.achieved) == [9])
  }

  @Test("lost deals have a most and nothing else, and a goal does not turn from one into the other")
  func kinds() {
    var lab = lab()
    let plain = lab.speak(lab.proposal(5, nil, metric: "lost", period: "2026-12"))
    #expect(plain?.pointer == "/data/metric")
    #expect(plain?.message.contains("is a most, --at-most") == true, "\(plain?.message ?? "")")
    let turned = lab.speak(
      lab.proposal(12, nil, metric: "lost", period: "2026-Q4", reason: "why"))
    #expect(turned?.pointer == "/data/metric")
    lab.speak(lab.proposal(5, nil, metric: "won", period: "2026-Q4"))
    let most = lab.speak(
      lab.proposal(6, nil, metric: "won", period: "2026-Q4", reason: "why", atMost: true))
    #expect(most?.pointer == "/data/at_most")
    let activity = lab.speak(
      lab.proposal(5, nil, metric: "conversation", period: "2026-12", atMost: true))
    #expect(activity?.pointer == "/data/metric")
  }
}
