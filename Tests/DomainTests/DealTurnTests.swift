import Domain
import Testing

@Suite("Deals reopened and handed over")
struct DealTurnTests {
  private func lab() -> Lab {
    var lab = Lab.acme()
    lab.now = TestZones.at("2026-11-18T09:00:00Z")
    lab.deal(Event.dealOpened, "D-1", at: "2026-11-02T09:00:00Z")
    return lab
  }

  private func deal(_ lab: Lab) -> DealSummary? {
    lab.team.dealView(lab.symbol("D-1"), now: lab.now)?.deal
  }

  private func doubts(_ lab: Lab) -> [String: UInt64] {
    Dictionary(uniqueKeysWithValues: lab.team.doubtsView().map { ($0.kind.rawValue, $0.count) })
  }

  @Test("C31: a deal won by mistake is open again, without its close, and a later win counts")
  func wonByMistake() {
    var lab = lab()
    lab.deal(
      Event.dealWon, "D-1", at: "2026-11-03T09:00:00Z", amount: 100, currency: "EUR")
    #expect(lab.done("won", "2026-W45") == 1 && lab.done("revenue", "2026-W45") == 100)
    lab.deal(Event.dealReopened, "D-1", at: "2026-11-04T09:00:00Z")
    #expect(deal(lab)?.state == .open && deal(lab)?.closed == nil)
    #expect(lab.done("won", "2026-W45") == 0 && lab.done("revenue", "2026-W45") == 0)
    lab.deal(Event.dealWon, "D-1", at: "2026-11-10T09:00:00Z", amount: 80)
    #expect(lab.done("won", "2026-W46") == 1 && lab.done("revenue", "2026-W46") == 80)
    #expect(lab.done("won", "2026-W45") == 0 && doubts(lab).isEmpty)
    #expect(lab.team.dealsView(now: lab.now).wonAmounts.map(\.amount) == [80])
  }

  @Test("C31: reopening a lost deal clears its reason, and its stages count once all the same")
  func lostAndReopened() {
    var lab = lab()
    lab.deal(Event.dealAdvanced, "D-1", at: "2026-11-02T10:00:00Z", stage: "proposal")
    lab.deal(Event.dealLost, "D-1", at: "2026-11-03T09:00:00Z", reason: "price")
    lab.deal(Event.dealReopened, "D-1", at: "2026-11-04T09:00:00Z", reason: "new budget")
    #expect(deal(lab)?.reason == nil && lab.done("lost", "2026-W45") == 0)
    lab.deal(Event.dealAdvanced, "D-1", at: "2026-11-05T10:00:00Z", stage: "proposal")
    #expect(lab.done("proposal", "2026-W45") == 1)
    let rows = lab.team.dealView(lab.symbol("D-1"), now: lab.now)?.rows ?? []
    #expect(rows.map(\.reason) == [nil, nil, "price", "new budget", nil])
  }

  @Test("C31: what a reopening takes back from a judged week is revised, never silent")
  func takenBackVisibly() {
    var lab = lab()
    lab.deal(Event.dealWon, "D-1", at: "2026-11-03T09:00:00Z", amount: 5)
    lab.advance(to: "2026-11-19T09:00:00Z")
    lab.deal(Event.dealReopened, "D-1", at: "2026-11-19T09:00:00Z")
    let revised = lab.advance(to: "2026-11-20T09:00:00Z").compactMap(\.revised)
    let won = revised.flatMap(\.lines).first { $0.metric == lab.symbol("won") }
    #expect(won?.was == 1 && won?.done == 0)
  }

  @Test("reopening what is open is a doubt; an order of arrival that looks like it is none")
  func reopenedOpen() {
    var lab = lab()
    lab.deal(Event.dealReopened, "D-1", at: "2026-11-04T09:00:00Z")
    #expect(doubts(lab) == ["reopened-while-open": 1])
    lab.deal(Event.dealLost, "D-1", at: "2026-11-03T09:00:00Z")
    #expect(doubts(lab).isEmpty && deal(lab)?.state == .open)
  }

  @Test("C16: a deal handed over leaves what was counted with the former owner")
  func handedOver() {
    var lab = lab()
    lab.log("conversation", at: "2026-11-03T09:00:00Z", deal: "D-1")
    lab.deal(Event.dealAdvanced, "D-1", at: "2026-11-04T09:00:00Z", stage: "proposal")
    lab.handOver("D-1", to: "ben", at: "2026-11-05T09:00:00Z")
    #expect(deal(lab)?.owner == "ben")
    for metric in ["conversation", "opened", "proposal"] {
      #expect(lab.done(metric, "2026-W45") == 1, "\(metric)")
      #expect(lab.done(metric, "2026-W45", of: "ben") == 0, "\(metric)")
    }
    // An event that names nobody known is its owner's, by the time at which it happened.
    lab.deal(Event.dealWon, "D-1", of: "nobody-known", at: "2026-11-10T15:00:00Z", amount: 7)
    #expect(lab.done("won", "2026-W46", of: "ben") == 1)
    #expect(lab.team.dealsView(owner: lab.symbol("ben"), now: lab.now).won == 1)
    #expect(doubts(lab) == ["unknown-subject": 1])
  }

  @Test("C16: handing over a closed deal moves nothing that was won")
  func handedOverClosed() {
    var lab = lab()
    lab.deal(Event.dealWon, "D-1", at: "2026-11-03T09:00:00Z", amount: 7)
    lab.handOver("D-1", to: "ben", at: "2026-11-05T09:00:00Z")
    #expect(deal(lab)?.owner == "ben" && lab.done("won", "2026-W45") == 1)
    #expect(lab.team.dealsView(owner: lab.symbol("ana"), now: lab.now).won == 1)
    #expect(lab.team.dealsView(owner: lab.symbol("ben"), now: lab.now).won == 0)
    #expect(doubts(lab).isEmpty)
  }

  @Test("a hand-over to an alias holds once the alias is known, and to nobody is a doubt")
  func handedToAlias() {
    var lab = lab()
    lab.handOver("D-1", to: "99", at: "2026-11-05T09:00:00Z")
    #expect(deal(lab)?.owner == "ana" && doubts(lab) == ["unknown-subject": 1])
    lab.say(
      .memberMoved(
        MemberMoved(
          member: "ben", aliases: [Alias(pattern: "/crm/*", ids: ["99"])],
          from: LocalDay("2026-11-01") ?? LocalDay(days: 0))))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "01")))
    #expect(deal(lab)?.owner == "ben" && doubts(lab).isEmpty)
  }

  @Test("a person reopens what is closed and hands their own deal to a member")
  func decisions() {
    var lab = lab()
    func decide(_ event: Event, by name: String = "ana") -> Rejection? {
      let command = Command(
        event: event, subject: lab.team.symbols.intern(name), time: lab.now,
        by: lab.team.viewer(named: name) ?? .system)
      do {
        _ = try lab.team.decide(command, now: lab.now)
        return nil
      } catch { return error }
    }
    let deal = lab.team.symbols.intern("D-1")
    func to(_ name: String) -> Event {
      .dealHandedOver(HandOver(deal: deal, to: lab.team.symbols.intern(name)))
    }
    #expect(decide(.dealReopened(DealStep(deal: deal)))?.kind == .invalid)
    #expect(decide(to("ben")) == nil && decide(to("ben"), by: "greg") == nil)
    #expect(decide(to("ben"), by: "ben")?.kind == .denied)
    #expect(decide(to("zoe"))?.pointer == "/data/to")
    #expect(decide(to("ana"))?.message.contains("already the deal of ana") == true)
    lab.deal(Event.dealLost, "D-1", at: "2026-11-03T09:00:00Z")
    #expect(decide(.dealReopened(DealStep(deal: deal))) == nil)
  }
}
