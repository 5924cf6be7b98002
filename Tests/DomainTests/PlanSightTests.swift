import Domain
import Testing

@Suite("Who is told what of others' deals in a plan")
struct PlanSightTests {
  private func viewer(_ lab: Lab, _ name: String) -> Viewer {
    lab.team.viewer(named: name) ?? .system
  }

  /// Ana without wins of her own leans on ben's; both have an open deal.
  private func lab() -> Lab {
    var lab = Lab.funnel()
    lab.aim()
    for deal in 1...6 {
      lab.life("B-\(deal)", of: "ben", opened: 0, proposed: 4, won: 20, amount: 40_000_00)
    }
    lab.life("A-1", opened: 0, proposed: 4, amount: 40_000_00)
    lab.life("A-2", opened: 250, amount: 40_000_00)
    lab.life("B-9", of: "ben", opened: 250, amount: 40_000_00)
    return lab
  }

  private func evidence(_ lab: inout Lab, _ viewers: [Viewer]) -> PlanEvidence? {
    lab.team.planReport(
      lab.symbol("ana"), goal: nil, whatIf: [.deal(40_000_00)], why: viewers, now: lab.now)?
      .evidence.first { $0.of == "deals won" }
  }

  @Test("what a deal size rests on is counted, and named only to who may see those deals")
  func why() throws {
    var lab = lab()
    let greg = lab.team.planReport(
      lab.symbol("ana"), goal: nil, whatIf: [], why: [viewer(lab, "greg")], now: lab.now)
    let size = try #require(greg?.evidence.first { $0.of == "deals won" })
    #expect(size.count == 6 && size.deals.sorted() == (1...6).map { "B-\($0)" })
    #expect(size.seqs.count == 6)
    let ana = lab.team.planReport(
      lab.symbol("ana"), goal: nil, whatIf: [], why: [viewer(lab, "ana")], now: lab.now)
    let hidden = try #require(ana?.evidence.first { $0.of == "deals won" })
    #expect(hidden.count == 6 && hidden.deals.isEmpty && hidden.seqs.isEmpty)
    #expect(ana?.evidence.allSatisfy { !$0.deals.contains { $0.hasPrefix("B") } } == true)
    let none = lab.team.planReport(
      lab.symbol("ana"), goal: nil, whatIf: [], why: nil, now: lab.now)
    #expect(none?.evidence.isEmpty == true)
  }

  @Test("a team's coverage counts all open deals, and names those that its reader may see")
  func coverage() throws {
    var lab = lab()
    lab.speak(lab.proposal(1_000_000_00, of: nil), by: "greg", about: "greg")
    for deal in 0..<20 {
      lab.life(
        "C-\(deal)", opened: 10, won: deal % 2 == 0 ? 30 : nil, lost: deal % 2 == 1 ? 30 : nil,
        amount: 100)
    }
    let goal = lab.team.goal("team/revenue/FY2026")
    func rows(_ name: String) -> CoverageView? {
      lab.team.coverageView(.none, goal: goal, for: [viewer(lab, name)], now: lab.now)
    }
    let (greg, ana) = (rows("greg"), rows("ana"))
    #expect(greg?.rows.map(\.deal).sorted() == ["A-1", "A-2", "B-9"])
    #expect(ana?.rows.map(\.deal).sorted() == ["A-1", "A-2"])
    #expect(greg?.deals == ana?.deals && greg?.amount == ana?.amount)
  }
}
