import Domain
import Testing

@Suite("Who sees a deal")
struct DealSightTests {
  /// T-1 is ana's, won by her and ben; D-1 is ana's and then ben's; O-1 is greg's.
  private func lab() -> Lab {
    var lab = Lab.acme()
    lab.now = TestZones.at("2026-11-18T09:00:00Z")
    lab.deal(Event.dealOpened, "T-1", at: "2026-11-02T09:00:00Z", currency: "EUR")
    lab.deal(
      Event.dealWon, "T-1", at: "2026-11-10T09:00:00Z", amount: 100, currency: "EUR",
      credit: [("ana", 4_000), ("ben", 6_000)])
    lab.deal(Event.dealOpened, "D-1", at: "2026-11-03T09:00:00Z")
    lab.handOver("D-1", to: "ben", at: "2026-11-05T09:00:00Z")
    lab.deal(Event.dealOpened, "O-1", of: "greg", at: "2026-11-03T09:00:00Z")
    return lab
  }

  private func viewer(_ lab: Lab, _ name: String) -> Viewer {
    lab.team.viewer(named: name) ?? .system
  }

  @Test("owners, former owners and who is credited see a deal, and their managers; nobody else")
  func sees() {
    let lab = lab()
    func who(_ deal: String) -> [String] {
      ["ana", "ben", "greg"].filter {
        lab.team.mayRead(deal: lab.symbol(deal), viewer(lab, $0))
      }
    }
    #expect(who("T-1") == ["ana", "ben", "greg"])
    #expect(who("D-1") == ["ana", "ben", "greg"])
    #expect(who("O-1") == ["greg"])
    #expect(lab.team.mayRead(deal: lab.symbol("O-1"), .system))
  }

  @Test("a subscription tells them its steps and corrections, and of nobody else's deal")
  func delivery() {
    var lab = lab()
    func tells(_ event: Event, of subject: String, to name: String) -> Bool {
      let stamp = Stamp(
        seq: 99, at: lab.now, by: lab.symbol("dialer"), source: lab.symbol("/crm/1"),
        subject: lab.symbol(subject), time: lab.now)
      return lab.team.mayDeliver(event, stamp, to: viewer(lab, name), now: lab.now)
    }
    func step(_ deal: String) -> DealStep { DealStep(deal: lab.symbol(deal)) }
    #expect(tells(.dealWon(step("T-1")), of: "ana", to: "ben"))
    #expect(tells(.dealAdvanced(step("D-1")), of: "ben", to: "ana"))
    #expect(!tells(.dealOpened(step("O-1")), of: "greg", to: "ben"))
    let win = lab.deal(
      Event.dealWon, "D-1", of: "ben", at: "2026-11-12T09:00:00Z", amount: 5, currency: "EUR")
    let call = lab.log(of: "ben", at: "2026-11-12T15:00:00Z", deal: "D-1")
    let fix = Event.eventAmended(Amendment(target: CorrectionTarget(id: "w", seq: win)))
    #expect(tells(fix, of: "ben", to: "ana"))
    let other = Event.eventAmended(Amendment(target: CorrectionTarget(id: "c", seq: call)))
    #expect(!tells(other, of: "ben", to: "ana"), "an activity is its member's")
  }

  @Test("their deals are on their lists, and what was won together counts by their part")
  func lists() {
    let lab = lab()
    let bens = lab.team.dealsView(owner: lab.symbol("ben"), list: true, now: lab.now)
    #expect(bens.rows.map(\.deal) == ["D-1", "T-1"])
    #expect(bens.won == 0 && bens.open == 1 && bens.wonAmounts.map(\.amount) == [60])
    let anas = lab.team.dealsView(owner: lab.symbol("ana"), list: true, now: lab.now)
    #expect(anas.rows.map(\.deal) == ["D-1", "T-1"])
    #expect(anas.won == 1 && anas.open == 0 && anas.wonAmounts.map(\.amount) == [40])
    #expect(lab.team.dealsView(now: lab.now).wonAmounts.map(\.amount) == [100])
  }

  @Test("who shares a win disputes it; a stranger does not")
  func disputes() {
    var lab = lab()
    let others = lab.deal(
      Event.dealAdvanced, "O-1", of: "greg", at: "2026-11-12T09:00:00Z", stage: "proposal")
    func decide(_ seq: UInt64) -> Rejection.Kind? {
      let dispute = Dispute(target: CorrectionTarget(id: "e", seq: seq), reason: "half is mine")
      let command = Command(
        event: .eventDisputed(dispute), subject: lab.symbol("ben"), time: lab.now,
        by: viewer(lab, "ben"))
      do {
        _ = try lab.team.decide(command, now: lab.now)
        return nil
      } catch { return error.kind }
    }
    let win = lab.team.dealView(lab.symbol("T-1"), now: lab.now)?.rows.last?.seq ?? 0
    #expect(win > 0 && decide(win) == nil)
    #expect(decide(others) == .denied)
  }
}
