import Domain
import Testing

@Suite("Credit")
struct CreditTests {
  private func lab() -> Lab {
    var lab = Lab.acme()
    lab.now = TestZones.at("2026-11-18T09:00:00Z")
    lab.deal(Event.dealOpened, "D-1", at: "2026-11-02T09:00:00Z", currency: "EUR")
    return lab
  }

  private func doubts(_ lab: Lab) -> [String: UInt64] {
    Dictionary(uniqueKeysWithValues: lab.team.doubtsView().map { ($0.kind.rawValue, $0.count) })
  }

  private func revenue(_ lab: Lab, _ member: String, _ week: String = "2026-W45") -> Int64? {
    lab.done("revenue", week, of: member)
  }

  @Test("C34: a deal of two halves gives each a half, and the team what it is worth")
  func split() {
    var lab = lab()
    lab.deal(
      Event.dealWon, "D-1", at: "2026-11-03T15:00:00Z", amount: 10_01,
      credit: [("ana", 5_000), ("ben", 5_000)])
    #expect(revenue(lab, "ana") == 5_01 && revenue(lab, "ben") == 5_00)
    #expect(lab.done("won", "2026-W45") == 1, "the win counts once, for the event's member")
    #expect(lab.done("won", "2026-W45", of: "ben") == 0)
    #expect(lab.team.dealsView(now: lab.now).wonAmounts.map(\.amount) == [10_01])
    #expect(doubts(lab).isEmpty)
  }

  @Test("C34: shares make the whole, whatever the amount; the largest remainders get what is left")
  func wholes() {
    for amount in [0, 1, 2, 9_999, 10_000, 100_003, 1_000_000_000_000] as [Int64] {
      var lab = lab()
      lab.deal(
        Event.dealWon, "D-1", at: "2026-11-03T15:00:00Z", amount: amount,
        credit: [("ana", 3_333), ("ben", 3_333), ("greg", 3_334)])
      let parts = ["ana", "ben", "greg"].map { revenue(lab, $0) ?? -1 }
      #expect(parts.reduce(0, +) == amount, "\(amount): \(parts)")
      #expect((parts.max() ?? 0) - (parts.min() ?? 0) <= amount / 10_000 + 1, "\(parts)")
    }
  }

  @Test("a share of nobody known counts for nobody and is a doubt until the alias is known")
  func unknownShare() {
    var lab = lab()
    lab.deal(
      Event.dealWon, "D-1", at: "2026-11-03T15:00:00Z", amount: 100,
      credit: [("77", 6_000), ("99", 4_000)])
    #expect(revenue(lab, "ana") == 60 && revenue(lab, "ben") == 0)
    #expect(doubts(lab) == ["unknown-credit": 1])
    lab.say(
      .memberMoved(
        MemberMoved(
          member: "ben", aliases: [Alias(pattern: "/crm/*", ids: ["99"])],
          from: LocalDay("2026-11-01") ?? LocalDay(days: 0))))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "01")))
    #expect(revenue(lab, "ben") == 40 && doubts(lab).isEmpty)
  }

  @Test("C35: a credit note subtracts in its own week, from everybody credited, by their shares")
  func note() {
    var lab = lab()
    lab.deal(
      Event.dealWon, "D-1", at: "2026-11-03T15:00:00Z", amount: 1_000,
      credit: [("ana", 7_500), ("ben", 2_500)])
    lab.deal(Event.creditNoted, "D-1", at: "2026-11-10T15:00:00Z", amount: 200)
    #expect(revenue(lab, "ana") == 750 && revenue(lab, "ben") == 250)
    #expect(revenue(lab, "ana", "2026-W46") == -150 && revenue(lab, "ben", "2026-W46") == -50)
    #expect(lab.done("won", "2026-W46") == 0 && lab.done("won", "2026-W45") == 1)
    #expect(lab.team.dealsView(now: lab.now).wonAmounts.map(\.amount) == [800])
    #expect(doubts(lab).isEmpty)
  }

  @Test("C35: notes over all of a win leave nothing to anybody, in any order of arrival")
  func notedAll() {
    for seed in UInt64(1)...20 {
      var dice = ReplayTests.Dice(state: seed)
      var lab = lab()
      var steps: [(inout Lab) -> Void] = [
        { lab in
          lab.deal(
            Event.dealWon, "D-1", at: "2026-11-03T15:00:00Z", amount: 101,
            credit: [("ana", 3_333), ("ben", 6_667)])
        }
      ]
      for (day, amount) in [(4, 1), (5, 33), (6, 67)] as [(Int, Int64)] {
        steps.append { lab in
          lab.deal(Event.creditNoted, "D-1", at: "2026-11-0\(day)T15:00:00Z", amount: amount)
        }
      }
      for step in steps.shuffled(using: &dice) { step(&lab) }
      #expect(revenue(lab, "ana") == 0 && revenue(lab, "ben") == 0, "seed \(seed)")
      #expect(doubts(lab).isEmpty, "seed \(seed)")
    }
  }

  @Test("a note without a win, beyond its amount or in other money has no effect and is a doubt")
  func doubtfulNotes() {
    var lab = lab()
    lab.deal(Event.creditNoted, "D-1", at: "2026-11-03T09:00:00Z", amount: 10)
    lab.deal(Event.dealWon, "D-1", at: "2026-11-03T15:00:00Z", amount: 100)
    lab.deal(Event.creditNoted, "D-1", at: "2026-11-03T16:00:00Z", amount: 101)
    lab.deal(Event.creditNoted, "D-1", at: "2026-11-03T17:00:00Z", amount: 10, currency: "USD")
    #expect(revenue(lab, "ana") == 100 && doubts(lab) == ["doubtful-credit-note": 3])
  }

  @Test("reopening takes the win back with what was noted on it")
  func reopened() {
    var lab = lab()
    lab.deal(Event.dealWon, "D-1", at: "2026-11-03T15:00:00Z", amount: 100)
    lab.deal(Event.creditNoted, "D-1", at: "2026-11-10T15:00:00Z", amount: 30)
    lab.deal(Event.dealReopened, "D-1", at: "2026-11-11T15:00:00Z")
    #expect(revenue(lab, "ana") == 0 && revenue(lab, "ana", "2026-W46") == 0)
    lab.deal(Event.dealWon, "D-1", at: "2026-11-12T15:00:00Z", amount: 50)
    #expect(revenue(lab, "ana", "2026-W46") == 50)
    #expect(lab.team.dealsView(now: lab.now).wonAmounts.map(\.amount) == [50])
  }

  @Test("a person credits members only, and notes no more than a win brought")
  func decisions() {
    var lab = lab()
    lab.deal(Event.dealOpened, "D-2", at: "2026-11-02T09:00:00Z")
    lab.deal(Event.dealWon, "D-1", at: "2026-11-03T15:00:00Z", amount: 100)
    func decide(
      _ kind: (DealStep) -> Event, _ deal: String, amount: Int64 = 10, currency: String = "",
      credit: [CreditShare] = []
    ) -> String? {
      let step = DealStep(
        deal: lab.team.symbols.intern(deal), currency: lab.team.symbols.intern(currency),
        amount: amount, credit: credit)
      let command = Command(
        event: kind(step), subject: lab.symbol("ana"), time: lab.now,
        by: lab.team.viewer(named: "ana") ?? .system)
      do {
        _ = try lab.team.decide(command, now: lab.now)
        return nil
      } catch { return error.pointer }
    }
    let stranger = CreditShare(member: lab.team.symbols.intern("zoe"), share: 10_000)
    #expect(decide(Event.dealWon, "D-2", credit: [stranger]) == "/data/credit")
    #expect(decide(Event.creditNoted, "D-2") == "/data/deal")
    #expect(decide(Event.creditNoted, "D-1", amount: 100) == nil)
    #expect(decide(Event.creditNoted, "D-1", amount: 101) == "/data/amount")
    #expect(decide(Event.creditNoted, "D-1", currency: "USD") == "/data/currency")
  }
}
