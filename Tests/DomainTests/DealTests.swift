import Domain
import Testing

@Suite("Deals")
struct DealTests {
  private func lab() -> Lab {
    var lab = Lab.acme()
    lab.now = TestZones.at("2026-11-18T09:00:00Z")
    return lab
  }

  private func deal(_ lab: Lab, _ name: String = "D-1") -> DealSummary? {
    lab.team.dealView(lab.symbol(name), now: lab.now)?.deal
  }

  private func doubts(_ lab: Lab) -> [String: UInt64] {
    Dictionary(uniqueKeysWithValues: lab.team.doubtsView().map { ($0.kind.rawValue, $0.count) })
  }

  @Test("a deal is opened, advanced and won, and counts in the weeks in which that happened")
  func lifeOfADeal() throws {
    var lab = lab()
    lab.deal(
      Event.dealOpened, "D-1", at: "2026-11-02T09:00:00Z", stage: "lead", amount: 900_00,
      currency: "EUR", account: "acme")
    lab.deal(Event.dealAdvanced, "D-1", at: "2026-11-09T09:00:00Z", stage: "proposal")
    lab.deal(Event.dealWon, "D-1", at: "2026-11-17T23:30:00Z", amount: 1200_00)
    let summary = try #require(deal(lab))
    #expect(summary.state == .won && summary.owner == "ana" && summary.account == "acme")
    #expect(summary.stage == "proposal" && summary.amount == 1200_00 && summary.currency == "EUR")
    // Berlin's date of the close is already the 18th.
    #expect(summary.ageDays == 16)
    #expect(lab.done("opened", "2026-W45") == 1)
    #expect(lab.done("proposal", "2026-W46") == 1)
    #expect(lab.done("won", "2026-W47") == 1)
    #expect(lab.done("revenue", "2026-W47") == 1200_00)
    #expect(doubts(lab).isEmpty)
    let view = lab.team.dealsView(list: true, now: lab.now)
    #expect(view.won == 1 && view.lost == 0 && view.open == 0)
    #expect(view.wonAmounts.map(\.amount) == [1200_00])
    #expect(view.rows.map(\.deal) == ["D-1"])
  }

  @Test(
    "C31, C32: a terminal state changes by nothing but an explicit reopening; each try is a doubt")
  func terminalState() throws {
    var lab = lab()
    lab.deal(Event.dealOpened, "D-1", at: "2026-11-02T09:00:00Z")
    lab.deal(Event.dealLost, "D-1", at: "2026-11-03T09:00:00Z", reason: "price")
    lab.deal(Event.dealWon, "D-1", at: "2026-11-04T09:00:00Z", amount: 5)
    lab.deal(Event.dealLost, "D-1", at: "2026-11-05T09:00:00Z", reason: "time")
    lab.deal(Event.dealAdvanced, "D-1", at: "2026-11-06T09:00:00Z", stage: "proposal")
    lab.deal(Event.dealOpened, "D-1", at: "2026-11-07T09:00:00Z")
    let summary = try #require(deal(lab))
    #expect(summary.state == .lost && summary.reason == "price")
    #expect(summary.closed == TestZones.at("2026-11-03T09:00:00Z"))
    #expect(lab.done("won", "2026-W45") == 0 && lab.done("lost", "2026-W45") == 1)
    #expect(lab.done("proposal", "2026-W45") == 0)
    #expect(doubts(lab) == ["repeated-close": 2, "step-after-close": 2])
  }

  @Test("a close of a deal nobody opened has no effect, until the opening arrives")
  func openingArrivesLate() {
    var lab = lab()
    lab.deal(Event.dealWon, "D-1", at: "2026-11-10T09:00:00Z", amount: 7, currency: "EUR")
    #expect(deal(lab)?.state == .unknown)
    #expect(lab.done("won", "2026-W46") == 0)
    #expect(doubts(lab) == ["unknown-deal": 1])
    lab.deal(Event.dealOpened, "D-1", at: "2026-11-02T09:00:00Z")
    #expect(deal(lab)?.state == .won)
    #expect(lab.done("won", "2026-W46") == 1 && lab.done("revenue", "2026-W46") == 7)
    #expect(doubts(lab).isEmpty)
  }

  @Test("M0: a close before its opening counts as age 0 and is a doubt")
  func closeBeforeOpening() {
    var lab = lab()
    lab.deal(Event.dealOpened, "D-1", at: "2026-11-10T09:00:00Z")
    lab.deal(Event.dealWon, "D-1", at: "2026-11-02T09:00:00Z")
    #expect(deal(lab)?.state == .won && deal(lab)?.ageDays == 0)
    #expect(lab.done("won", "2026-W45") == 1 && lab.done("opened", "2026-W46") == 1)
    #expect(doubts(lab) == ["close-before-opening": 1])
  }

  @Test("C33: skipped stages leave no trace of their own; a stage reached twice counts once")
  func stages() {
    var lab = lab()
    lab.deal(Event.dealOpened, "D-1", at: "2026-11-02T09:00:00Z", stage: "lead")
    lab.deal(Event.dealAdvanced, "D-1", at: "2026-11-03T09:00:00Z", stage: "proposal")
    lab.deal(Event.dealAdvanced, "D-1", at: "2026-11-04T09:00:00Z", stage: "lead")
    lab.deal(Event.dealAdvanced, "D-1", at: "2026-11-10T09:00:00Z", stage: "proposal")
    #expect(lab.done("proposal", "2026-W45") == 1)
    #expect(lab.done("proposal", "2026-W46") == 0)
    #expect(deal(lab)?.stage == "proposal")
  }

  @Test("an outcome counts for the member of its event, the deal stays its owner's")
  func creditByEvent() {
    var lab = lab()
    lab.deal(Event.dealOpened, "D-1", of: "ana", at: "2026-11-02T09:00:00Z")
    lab.deal(Event.dealWon, "D-1", of: "ben", at: "2026-11-10T15:00:00Z")
    lab.deal(Event.dealOpened, "D-2", of: "ana", at: "2026-11-02T09:00:00Z")
    lab.deal(Event.dealLost, "D-2", of: "nobody-known", at: "2026-11-10T15:00:00Z")
    #expect(deal(lab)?.owner == "ana")
    #expect(lab.done("won", "2026-W46", of: "ben") == 1)
    #expect(lab.done("won", "2026-W46", of: "ana") == 0)
    #expect(lab.done("lost", "2026-W46", of: "ana") == 1, "the owner's where the event says nobody")
    #expect(lab.team.dealsView(owner: lab.symbol("ana"), now: lab.now).won == 1)
  }

  @Test("C37: amounts of another currency are not added up")
  func currencies() {
    var lab = lab()
    for (name, currency) in [("D-1", "EUR"), ("D-2", "USD"), ("D-3", "")] {
      lab.deal(Event.dealOpened, name, at: "2026-11-02T09:00:00Z")
      lab.deal(Event.dealWon, name, at: "2026-11-10T09:00:00Z", amount: 100, currency: currency)
    }
    #expect(lab.done("revenue", "2026-W46") == 200)
    #expect(lab.done("won", "2026-W46") == 3)
    let totals = lab.team.dealsView(now: lab.now).wonAmounts
    #expect(totals.map(\.currency) == ["", "EUR", "USD"])
  }

  @Test("retracting a win reopens the deal, and retracting an opening undoes all of it")
  func retraction() {
    var lab = lab()
    let opening = lab.deal(Event.dealOpened, "D-1", at: "2026-11-02T09:00:00Z")
    let win = lab.deal(Event.dealWon, "D-1", at: "2026-11-10T09:00:00Z", amount: 100)
    lab.say(.eventRetracted(Retraction(target: CorrectionTarget(id: "w", seq: win))))
    #expect(deal(lab)?.state == .open && deal(lab)?.closed == nil)
    #expect(lab.done("won", "2026-W46") == 0 && lab.done("revenue", "2026-W46") == 0)
    lab.say(.eventRetracted(Retraction(target: CorrectionTarget(id: "o", seq: opening))))
    #expect(deal(lab)?.state == .unknown)
    #expect(lab.done("opened", "2026-W45") == 0)
  }

  @Test("amending an amount, a stage or the deal itself moves what depends on it")
  func amendment() {
    var lab = lab()
    lab.deal(Event.dealOpened, "D-1", at: "2026-11-02T09:00:00Z")
    lab.deal(Event.dealOpened, "D-2", at: "2026-11-02T09:00:00Z")
    let win = lab.deal(
      Event.dealWon, "D-1", at: "2026-11-10T09:00:00Z", amount: 100, currency: "EUR")
    var fix = Amendment(target: CorrectionTarget(id: "w", seq: win))
    fix.amount = 250
    lab.say(.eventAmended(fix))
    #expect(lab.done("revenue", "2026-W46") == 250)
    var move = Amendment(target: CorrectionTarget(id: "w", seq: win))
    move.deal = lab.team.symbols.intern("D-2")
    lab.say(.eventAmended(move))
    #expect(deal(lab, "D-1")?.state == .open)
    #expect(deal(lab, "D-2")?.state == .won && deal(lab, "D-2")?.amount == 250)
    #expect(lab.done("won", "2026-W46") == 1)
  }

  @Test("a trace has every event on the deal by time, with days to the close")
  func trace() throws {
    var lab = lab()
    lab.deal(Event.dealOpened, "D-1", at: "2026-11-02T09:00:00Z", stage: "lead")
    let late = lab.log(
      "call", at: "2026-11-09T10:00:00Z", minutes: 25, deal: "D-1", source: "/crm/1")
    lab.log("conversation", 1, of: "ben", at: "2026-11-04T10:00:00Z", deal: "D-1")
    lab.log("conversation", 1, at: "2026-11-04T10:00:00Z", deal: "D-2")
    lab.deal(Event.dealLost, "D-1", at: "2026-11-12T09:00:00Z", reason: "price")
    let view = try #require(lab.team.dealView(lab.symbol("D-1"), now: lab.now))
    #expect(
      view.rows.map(\.type) == [
        "coxswain.deal.opened", "coxswain.activity.logged", "coxswain.activity.logged",
        "coxswain.deal.lost",
      ])
    #expect(view.rows.map(\.daysBeforeClose) == [10, 8, 3, 0])
    #expect(view.rows.map(\.member) == ["ana", "ben", "ana", "ana"])
    #expect(view.rows[2].minutes == 25 && view.rows[2].seq == late)
    #expect(view.rows[2].by == "dialer" && view.rows[3].reason == "price")
    lab.say(.eventRetracted(Retraction(target: CorrectionTarget(id: "x", seq: late))))
    #expect(lab.team.dealView(lab.symbol("D-1"), now: lab.now)?.rows.count == 3)
  }

  @Test("a deal with a thousand steps takes no more, and says so")
  func tooManySteps() {
    var lab = lab()
    lab.deal(Event.dealOpened, "D-1", at: "2026-11-02T09:00:00Z")
    for _ in 0..<1_000 {
      lab.deal(Event.dealAdvanced, "D-1", at: "2026-11-02T09:00:00Z", stage: "lead")
    }
    #expect(doubts(lab) == ["too-many-steps": 1])
    lab.deal(Event.dealWon, "D-1", at: "2026-11-10T09:00:00Z")
    #expect(deal(lab)?.state == .open)
  }
}
