import Domain
import Testing

@Suite("Doubts about deals")
struct DealDoubtTests {
  private func lab() -> Lab {
    var lab = Lab.acme()
    lab.now = TestZones.at("2026-11-18T09:00:00Z")
    return lab
  }

  private func examples(_ lab: Lab, of member: String? = nil) -> [String: [UInt64]] {
    let rows = lab.team.doubtsView(of: member.map { lab.symbol($0) })
    return Dictionary(uniqueKeysWithValues: rows.map { ($0.kind.rawValue, $0.examples) })
  }

  private func trace(_ lab: Lab, _ deal: String) -> [DealTraceRow] {
    lab.team.dealView(lab.symbol(deal), now: lab.now)?.rows ?? []
  }

  @Test(
    "a doubt names the record that contradicts, in the list, in the trace and when it is written")
  func named() {
    var lab = lab()
    lab.deal(Event.dealOpened, "S-1", at: "2026-11-02T09:00:00Z", currency: "EUR")
    lab.deal(Event.dealWon, "S-1", at: "2026-11-03T09:00:00Z", amount: 100, currency: "EUR")
    let again = lab.deal(Event.dealWon, "S-1", at: "2026-11-04T09:00:00Z", amount: 100)
    #expect(lab.team.doubt(about: again) == .repeatedClose)
    lab.deal(Event.creditNoted, "S-1", at: "2026-11-05T09:00:00Z", amount: 10)
    let tooMuch = lab.deal(Event.creditNoted, "S-1", at: "2026-11-06T09:00:00Z", amount: 101)
    let dollars = lab.deal(
      Event.creditNoted, "S-1", at: "2026-11-07T09:00:00Z", amount: 1, currency: "USD")
    #expect(
      examples(lab) == ["repeated-close": [again], "doubtful-credit-note": [tooMuch, dollars]])
    #expect(
      trace(lab, "S-1").map(\.doubt) == [
        nil, nil, .repeatedClose, nil, .doubtfulNote, .doubtfulNote,
      ])
    #expect(trace(lab, "S-1").last?.currency == "USD")
    lab.say(.eventRetracted(Retraction(target: CorrectionTarget(id: "x", seq: again))))
    #expect(examples(lab)["repeated-close"] == nil)
  }

  @Test("a close before the opening and a share of nobody name the win, whatever came after it")
  func close() {
    var lab = lab()
    lab.deal(Event.dealOpened, "S-2", at: "2026-11-04T09:00:00Z")
    let win = lab.deal(
      Event.dealWon, "S-2", at: "2026-11-03T09:00:00Z", amount: 100,
      credit: [("ana", 5_000), ("zoe", 5_000)])
    lab.log(at: "2026-11-05T09:00:00Z", deal: "S-2")
    #expect(examples(lab) == ["close-before-opening": [win], "unknown-credit": [win]])
    #expect(trace(lab, "S-2").first?.credit.map(\.member) == ["ana", "zoe"])
    #expect(trace(lab, "S-2").first?.credit.map(\.share) == [5_000, 5_000])
  }

  @Test("meetings name the step that contradicts, too")
  func meetings() {
    var lab = lab()
    lab.meeting(Event.meetingHeld, "M-1", at: "2026-11-03T09:00:00Z", metric: "conversation")
    let twice = lab.meeting(Event.meetingHeld, "M-1", at: "2026-11-04T09:00:00Z")
    let booked = lab.meeting(Event.meetingBooked, "M-1", at: "2026-11-05T09:00:00Z")
    #expect(examples(lab) == ["meeting-ended-twice": [twice], "step-after-meeting": [booked]])
  }

  @Test("a win dated in the future counts from its day on, and is a doubt until then")
  func future() {
    var lab = lab()
    lab.deal(Event.dealOpened, "F-1", at: "2026-11-02T09:00:00Z", currency: "EUR")
    let win = lab.deal(
      Event.dealWon, "F-1", at: "2026-11-25T09:00:00Z", amount: 7, currency: "EUR")
    #expect(examples(lab) == ["time-in-future": [win]])
    #expect(lab.team.doubt(about: win) == .timeInFuture)
    #expect(lab.done("won", "2026-W48") != 1)
    #expect(lab.team.dealView(lab.symbol("F-1"), now: lab.now)?.deal.state == .open)
    lab.now = TestZones.at("2026-11-25T09:00:01Z")
    lab.log(at: "2026-11-25T09:00:00Z")
    #expect(examples(lab).isEmpty && lab.done("won", "2026-W48") == 1)
    #expect(lab.done("revenue", "2026-W48") == 7)
    #expect(Picture(lab.replayed(), now: lab.now) == Picture(lab.team, now: lab.now))
  }

  @Test("a win a few hours ahead is a matter of clocks and counts at once")
  func clocks() {
    var lab = lab()
    lab.deal(Event.dealOpened, "F-1", at: "2026-11-02T09:00:00Z")
    lab.deal(Event.dealWon, "F-1", at: "2026-11-19T09:00:00Z", amount: 7)
    #expect(examples(lab).isEmpty && lab.done("won", "2026-W47") == 1)
  }

  @Test("a win in another currency than the opening counts in its own, and is a doubt")
  func currency() {
    var lab = lab()
    lab.deal(Event.dealOpened, "C-1", at: "2026-11-02T09:00:00Z", amount: 5, currency: "XXQ")
    let win = lab.deal(
      Event.dealWon, "C-1", at: "2026-11-03T09:00:00Z", amount: 7, currency: "EUR")
    #expect(examples(lab) == ["currency-changed": [win]] && lab.done("revenue", "2026-W45") == 7)
  }

  @Test("a member sees the doubts about their own records and deals alone")
  func own() {
    var lab = lab()
    for (deal, member) in [("A-1", "ana"), ("B-1", "ben")] {
      lab.deal(Event.dealOpened, deal, of: member, at: "2026-11-02T09:00:00Z")
      lab.deal(Event.dealLost, deal, of: member, at: "2026-11-03T09:00:00Z")
    }
    let anas = lab.deal(Event.dealWon, "A-1", at: "2026-11-04T09:00:00Z")
    let bens = lab.deal(Event.dealWon, "B-1", of: "ben", at: "2026-11-04T09:00:00Z")
    let mystery = lab.log("mystery", at: "2026-11-04T09:00:00Z")
    lab.log("mystery", of: "nobody-known", at: "2026-11-04T09:00:00Z")
    #expect(
      examples(lab, of: "ana") == ["repeated-close": [anas], "unknown-metric": [mystery]])
    #expect(examples(lab, of: "ben") == ["repeated-close": [bens]])
    #expect(examples(lab, of: "greg").isEmpty)
    #expect(examples(lab)["repeated-close"] == [anas, bens])
  }
}
