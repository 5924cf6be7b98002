import Domain
import Testing

@Suite("Recalibration and calibration")
struct RecalibrationTests {
  /// Ana with a goal and deals of which one in four was won, as of 13 November.
  private func lab() -> Lab {
    var lab = Lab.funnel()
    lab.now = TestZones.at("2026-11-13T09:00:00Z")
    for deal in 0..<60 {
      lab.life(
        "A-\(deal)", talked: deal, opened: deal + 2, proposed: deal + 6,
        won: deal % 4 == 0 ? deal + 12 : nil, lost: deal % 4 == 1 ? deal + 20 : nil,
        amount: 10_000_00)
    }
    lab.judge()
    lab.aim(1_200_000_00)
    return lab
  }

  /// Ana agrees to what the plan asks for, with its range or with none.
  private func agree(_ lab: inout Lab, hasRange: Bool = true) throws {
    let asked = lab.plan()?.main?.range
    let range = try #require(asked)
    let day = "2026-11-13"
    let quota = lab.team.symbols.intern("ana/conversation/\(day)")
    let offer = QuotaOffered(
      quota: quota, metric: lab.team.symbols.intern("conversation"), weekly: range.weekly,
      from: Lab.day(day), origin: .plan, low: hasRange ? range.low : nil,
      high: hasRange ? range.high : nil)
    #expect(lab.speak(.quotaOffered(offer)) == nil)
    #expect(lab.speak(.quotaAccepted(QuotaAccepted(quota: quota))) == nil)
    #expect(lab.plan()?.main?.now == range.weekly)
  }

  /// From now on nearly everything is won: the trials that came before had matured at a quarter.
  private func improve(_ lab: inout Lab) {
    for deal in 0..<120 {
      lab.life(
        "B-\(deal)", talked: 100 + deal, opened: 102 + deal, proposed: 106 + deal,
        won: 112 + deal, amount: 10_00)
    }
  }

  @Test("METHOD 11: a quota that the rates have left behind is asked about once, and stays")
  func once() throws {
    var lab = lab()
    try agree(&lab)
    let now = lab.plan()?.main?.now
    let agreed = try #require(now)
    improve(&lab)
    let first = lab.advance(to: "2026-11-17T09:00:00Z").compactMap(\.recalibrated)
    #expect(first.map(\.was) == [agreed] && first.first?.week == WeekLabel("2026-W46"))
    #expect(first.first.map { $0.low <= $0.weekly && $0.weekly <= $0.high } == true)
    #expect(lab.plan()?.main?.recalibrated == first.first)
    #expect(lab.plan()?.main?.now == agreed, "nobody is changed silently")
    #expect(lab.advance(to: "2026-12-29T09:00:00Z").compactMap(\.recalibrated).isEmpty)
  }

  @Test("weeks that pass without a win ask for more a week, and that is no other rate")
  func timeOnly() throws {
    var lab = lab()
    try agree(&lab)
    let range = lab.plan()?.main?.agreed
    let agreed = try #require(range)
    #expect(lab.advance(to: "2027-01-26T09:00:00Z").compactMap(\.recalibrated).isEmpty)
    #expect(lab.plan()?.main?.range.weekly ?? 0 > agreed.upperBound)
  }

  @Test("a quota without a range has none to leave, and nothing rests on assumptions")
  func quiet() throws {
    var plain = lab()
    try agree(&plain, hasRange: false)
    improve(&plain)
    #expect(plain.advance(to: "2026-11-17T09:00:00Z").compactMap(\.recalibrated).isEmpty)
    var assumed = Lab.funnel((2_500, 5_000, 3_000), lagDays: 5)
    assumed.aim()
    for deal in 1...5 { assumed.life("W-\(deal)", opened: 0, won: 9, amount: 10_000_00) }
    #expect(assumed.plan()?.state == .ok)
    #expect(assumed.advance(to: "2026-11-24T09:00:00Z").compactMap(\.recalibrated).isEmpty)
  }

  @Test("M12 a back-test knows nothing of the second half, and tells where rates moved")
  func calibrated() throws {
    var lab = Lab.funnel()
    for deal in 0..<200 {
      let isLate = deal >= 100
      lab.life(
        "A-\(deal)", opened: deal, proposed: deal + 2,
        won: isLate || deal % 4 == 0 ? deal + 5 : nil, amount: 100)
    }
    let view = lab.team.calibration(seed: 1, draws: 2_000)
    let won = try #require(view.steps.first { $0.to == "won" })
    #expect(won.hasMoved && won.hits == Hits(inside: 0, of: 1))
    #expect(
      won.first.successes * 3 < won.first.trials && won.second.successes + 1 >= won.second.trials)
    let proposal = try #require(view.steps.first { $0.to == "proposal" })
    #expect(!proposal.hasMoved && proposal.hits.of == 1 && proposal.hits.inside > 0.5)
    #expect(lab.team.calibration(seed: 1, draws: 2_000) == view, "the same seed, the same answer")
  }
}

extension Event {
  var recalibrated: PlanRecalibrated? {
    if case .planRecalibrated(let fact) = self { fact } else { nil }
  }
}
