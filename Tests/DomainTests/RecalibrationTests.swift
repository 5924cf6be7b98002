import Domain
import Testing

@Suite("Recalibration and calibration")
struct RecalibrationTests {
  /// Ana with a quota of 1 a week, a goal, and a year of deals that ask for more than that.
  private func lab() -> Lab {
    var lab = Lab.funnel()
    lab.now = TestZones.at("2026-11-13T09:00:00Z")
    for deal in 0..<60 {
      lab.life(
        "A-\(deal)", talked: deal, opened: deal + 2, proposed: deal + 6,
        won: deal % 4 == 0 ? deal + 12 : nil, lost: deal % 4 == 1 ? deal + 20 : nil,
        amount: 10_000_00)
    }
    lab.say(
      .quotaProposed(
        QuotaProposed(
          quota: "ana/conversation/2", member: "ana", metric: "conversation", weekly: 1,
          from: nil)))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "f2")))
    lab.judge()
    lab.aim(1_200_000_00)
    return lab
  }

  @Test("METHOD 11: a quota that the rates have left behind is asked about once, and stays")
  func once() throws {
    var lab = lab()
    let asked = try #require(lab.plan()?.main?.range)
    #expect(asked.low > 1)
    let first = lab.advance(to: "2026-11-17T09:00:00Z").compactMap(\.recalibrated)
    #expect(first.map(\.was) == [1] && first.first?.week == WeekLabel("2026-W46"))
    #expect(first.first.map { $0.low <= $0.weekly && $0.weekly <= $0.high } == true)
    #expect(lab.plan()?.main?.recalibrated == first.first)
    #expect(lab.plan()?.main?.now == 1, "nobody is changed silently")
    #expect(lab.advance(to: "2026-12-29T09:00:00Z").compactMap(\.recalibrated).isEmpty)
  }

  @Test("a quota within the range is not asked about, nor one whose plan rests on assumptions")
  func quiet() {
    var fitting = lab()
    let weekly = fitting.plan()?.main?.range.weekly ?? 0
    fitting.say(
      .quotaProposed(
        QuotaProposed(
          quota: "ana/conversation/3", member: "ana", metric: "conversation", weekly: weekly,
          from: nil)))
    fitting.say(.playbookApplied(PlaybookApplied(sha256: "f3")))
    #expect(fitting.advance(to: "2026-11-17T09:00:00Z").compactMap(\.recalibrated).isEmpty)
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
