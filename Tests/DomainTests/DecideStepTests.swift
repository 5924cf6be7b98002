import Domain
import Testing

@Suite("Steps decided at their time")
struct DecideStepTests {
  private func lab() -> Lab {
    var lab = Lab.acme()
    lab.now = TestZones.at("2026-11-20T12:00:00Z")
    lab.deal(Event.dealOpened, "Z-1", at: "2026-11-10T09:00:00Z", currency: "EUR")
    return lab
  }

  private func decide(
    _ lab: inout Lab, _ kind: (DealStep) -> Event, at time: String, stage: String = "",
    amount: Int64? = nil
  ) -> Rejection? {
    let step = DealStep(
      deal: lab.symbol("Z-1"), stage: lab.team.symbols.intern(stage), amount: amount)
    let command = Command(
      event: kind(step), subject: lab.symbol("ana"), time: TestZones.at(time),
      by: lab.team.viewer(named: "ana") ?? .system)
    do {
      _ = try lab.team.decide(command, now: lab.now)
      return nil
    } catch { return error }
  }

  @Test("no step before the opening")
  func beforeOpening() {
    var lab = lab()
    for kind in [Event.dealWon, Event.dealLost, Event.dealAdvanced] {
      #expect(decide(&lab, kind, at: "2026-11-09T09:00:00Z")?.pointer == "/time")
      #expect(decide(&lab, kind, at: "2026-11-10T09:00:00Z") == nil)
    }
  }

  @Test("a deal is reopened after it was closed, and closed where it was open and stays closed")
  func turns() {
    var lab = lab()
    lab.deal(Event.dealWon, "Z-1", at: "2026-11-12T09:00:00Z", amount: 100, currency: "EUR")
    let early = decide(&lab, Event.dealReopened, at: "2026-11-11T09:00:00Z")
    #expect(early?.pointer == "/time" && early?.message.contains("still open") == true)
    #expect(decide(&lab, Event.dealReopened, at: "2026-11-13T09:00:00Z") == nil)
    #expect(
      decide(&lab, Event.dealAdvanced, at: "2026-11-11T09:00:00Z", stage: "proposal") == nil)
    #expect(
      decide(&lab, Event.dealAdvanced, at: "2026-11-13T09:00:00Z")?.message.contains("already won")
        == true)
    #expect(decide(&lab, Event.dealLost, at: "2026-11-11T09:00:00Z")?.pointer == "/data/deal")
    #expect(
      decide(&lab, Event.creditNoted, at: "2026-11-11T09:00:00Z", amount: 5)?.pointer == "/time")
    #expect(decide(&lab, Event.creditNoted, at: "2026-11-13T09:00:00Z", amount: 5) == nil)
    lab.deal(Event.dealReopened, "Z-1", at: "2026-11-14T09:00:00Z")
    #expect(decide(&lab, Event.dealWon, at: "2026-11-13T09:00:00Z")?.pointer == "/time")
    #expect(decide(&lab, Event.dealWon, at: "2026-11-11T09:00:00Z")?.pointer == "/time")
    #expect(decide(&lab, Event.dealWon, at: "2026-11-15T09:00:00Z") == nil)
  }

  @Test("a stage that neither the playbook nor any deal has is refused with those there are")
  func stages() {
    var lab = lab()
    let time = "2026-11-15T09:00:00Z"
    let unknown = decide(&lab, Event.dealAdvanced, at: time, stage: "nosuchstage")
    #expect(unknown?.pointer == "/data/stage")
    #expect(unknown?.message.hasSuffix("the playbook has proposal") == true)
    #expect(decide(&lab, Event.dealAdvanced, at: time, stage: "proposal") == nil)
    lab.deal(Event.dealOpened, "Z-2", at: "2026-11-10T09:00:00Z", stage: "legal")
    #expect(decide(&lab, Event.dealAdvanced, at: time, stage: "legal") == nil)
  }
}
