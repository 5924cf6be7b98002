import Domain
import Testing

@Suite("Disputes")
struct DisputeTests {
  private func lab() -> Lab {
    var lab = Lab.acme()
    lab.now = TestZones.at("2026-11-18T09:00:00Z")
    lab.deal(Event.dealOpened, "D-1", at: "2026-11-02T09:00:00Z")
    return lab
  }

  private func dispute(_ seq: UInt64?) -> Event {
    .eventDisputed(
      Dispute(target: CorrectionTarget(id: "e-1", seq: seq), reason: "it was a voicemail"))
  }

  private func doubts(_ lab: Lab) -> [String: [UInt64]] {
    Dictionary(uniqueKeysWithValues: lab.team.doubtsView().map { ($0.kind.rawValue, $0.examples) })
  }

  @Test("a dispute keeps both sides, in the doubts and in the trace, and moves no number")
  func bothSides() throws {
    var lab = lab()
    let call = lab.log("conversation", 2, at: "2026-11-17T09:00:00Z", deal: "D-1")
    let said = lab.say(dispute(call), by: "greg", source: "/cox/greg", subject: "greg")
    #expect(lab.done("conversation", "2026-W47") == 2)
    #expect(doubts(lab) == ["disputed": [call, said]])
    let rows = try #require(lab.team.dealView(lab.symbol("D-1"), now: lab.now)).rows
    #expect(rows.map(\.seq).suffix(2) == [call, said])
    #expect(rows.last?.type == "coxswain.event.disputed" && rows.last?.disputes == call)
    #expect(rows.last?.member == "greg" && rows.last?.reason == "it was a voicemail")
    #expect(lab.team.lastTouch("deal/D-1") == said)
  }

  @Test("a dispute ends when it or what it is about is retracted; one of nothing is a doubt")
  func ends() {
    var lab = lab()
    let first = lab.log("conversation", at: "2026-11-17T09:00:00Z")
    let second = lab.log("conversation", at: "2026-11-17T10:00:00Z")
    lab.say(dispute(first), subject: "ana")
    let other = lab.say(dispute(second), subject: "ana")
    lab.say(.eventRetracted(Retraction(target: CorrectionTarget(id: "a", seq: first))))
    #expect(doubts(lab) == ["disputed": [second, other]])
    lab.say(.eventRetracted(Retraction(target: CorrectionTarget(id: "d", seq: other))))
    #expect(doubts(lab).isEmpty && lab.done("conversation", "2026-W47") == 1)
    lab.say(dispute(nil), subject: "ana")
    #expect(doubts(lab) == ["unknown-target": [lab.seq]])
  }

  @Test("a member disputes what counts for them or is on their deal, a stranger does not")
  func decisions() {
    var lab = lab()
    let hers = lab.log("conversation", at: "2026-11-17T09:00:00Z")
    let onHers = lab.log("conversation", of: "ben", at: "2026-11-17T15:00:00Z", deal: "D-1")
    func decide(_ seq: UInt64?, by name: String) -> Rejection.Kind? {
      let command = Command(
        event: dispute(seq), subject: lab.team.symbols.intern(name), time: lab.now,
        by: lab.team.viewer(named: name) ?? .system)
      do {
        _ = try lab.team.decide(command, now: lab.now)
        return nil
      } catch { return error.kind }
    }
    #expect(decide(hers, by: "ana") == nil && decide(hers, by: "greg") == nil)
    #expect(decide(hers, by: "ben") == .denied)
    #expect(decide(onHers, by: "ana") == nil && decide(onHers, by: "ben") == nil)
    #expect(decide(nil, by: "ana") == .notFound)
  }
}
