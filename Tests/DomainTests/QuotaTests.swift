import Domain
import Testing

@Suite("Quotas that people agree on")
struct QuotaTests {
  /// Wednesday of week 47; the next week begins on the 23rd.
  private func lab() -> Lab {
    var lab = Lab.acme(from: "2026-01-01")
    lab.now = TestZones.at("2026-11-18T09:00:00Z")
    return lab
  }

  private let name = "ana/conversation/2026-11-23"

  private func offer(
    _ lab: inout Lab, _ weekly: Int64 = 10, _ quota: String = "ana/conversation/2026-11-23",
    metric: String = "conversation", from: String? = nil, reason: String? = nil
  ) -> Event {
    .quotaOffered(
      QuotaOffered(
        quota: lab.team.symbols.intern(quota), metric: lab.team.symbols.intern(metric),
        weekly: weekly, from: from.map(Lab.day), origin: .plan, low: 7, high: 14, reason: reason))
  }

  private func yes(_ lab: inout Lab, _ quota: String? = nil) -> Event {
    .quotaAccepted(QuotaAccepted(quota: lab.team.symbols.intern(quota ?? name)))
  }

  private func counter(_ lab: inout Lab, _ weekly: Int64) -> Event {
    .quotaCountered(
      QuotaCountered(quota: lab.team.symbols.intern(name), weekly: weekly, reason: "two fairs"))
  }

  private func end(_ lab: inout Lab, _ quota: String, from: String) -> Event {
    .quotaGivenUp(
      QuotaGivenUp(
        quota: lab.team.symbols.intern(quota), from: Lab.day(from), reason: "other work"))
  }

  private func asked(_ lab: Lab, _ label: String) -> Int64? {
    lab.row("conversation", label)?.quota
  }

  private func row(_ lab: Lab, _ quota: String? = nil) -> QuotaRow? {
    lab.team.quotasView(.system, all: true, now: lab.now).first { $0.quota == quota ?? name }
  }

  @Test(
    "an offer asks for nothing; accepted, it is in force from its day, and the week before keeps its own"
  )
  func accepting() {
    var lab = lab()
    let proposal = offer(&lab)
    #expect(lab.speak(proposal, by: "greg") == nil)
    #expect(asked(lab, "2026-W48") == 8 && row(lab)?.state == .proposed)
    let acceptance = yes(&lab)
    #expect(lab.speak(acceptance) == nil)
    #expect(asked(lab, "2026-W47") == 8 && asked(lab, "2026-W48") == 10)
    #expect(row(lab)?.state == .coming && row(lab)?.held?.origin == .plan)
    #expect(row(lab)?.held?.low == 7 && row(lab)?.held?.high == 14)
    lab.now = TestZones.at("2026-11-24T09:00:00Z")
    #expect(row(lab)?.state == .inForce)
    #expect(row(lab, "ana/conversation/1")?.state == .ended, "another one took its place")
  }

  @Test("only the member accepts; an answer that comes late holds from the next week")
  func late() {
    var lab = lab()
    lab.speak(offer(&lab), by: "greg")
    #expect(lab.speak(yes(&lab), by: "greg")?.kind == .denied)
    #expect(lab.speak(yes(&lab), by: "ben", about: "ben")?.kind == .notFound)
    lab.now = TestZones.at("2026-11-25T09:00:00Z")
    #expect(lab.speak(yes(&lab)) == nil)
    #expect(asked(lab, "2026-W48") == 8 && asked(lab, "2026-W49") == 10)
    #expect(row(lab)?.from == Lab.day("2026-11-30"))
    #expect(lab.speak(yes(&lab))?.message.contains("nothing is offered") == true)
  }

  @Test("a counter names another amount, and holds once it is accepted")
  func countering() {
    var lab = lab()
    lab.speak(offer(&lab), by: "greg")
    #expect(lab.speak(counter(&lab, 9)) == nil)
    #expect(row(lab)?.offer?.weekly == 9 && row(lab)?.offer?.reason == "two fairs")
    lab.speak(yes(&lab))
    #expect(asked(lab, "2026-W48") == 9 && row(lab)?.terms.map(\.weekly) == [10, 9])
    #expect(lab.speak(offer(&lab, 12))?.pointer == "/data/reason")
    lab.speak(counter(&lab, 6), by: "greg")
    #expect(row(lab)?.state == .countered && asked(lab, "2026-W48") == 9)
  }

  @Test("names, days and metrics that fit nothing are refused with what would fit")
  func refused() {
    var lab = lab()
    let named = lab.speak(offer(&lab, 5, "q-1"))
    #expect(named?.pointer == "/data/quota")
    #expect(named?.message.contains("'ana/conversation/2026-11-23'") == true)
    let past = lab.speak(offer(&lab, 5, "ana/conversation/2026-11-17"))
    #expect(past?.pointer == "/data/from")
    #expect(
      lab.speak(offer(&lab, 5, "ana/dance/2026-11-23", metric: "dance"))?.pointer == "/data/metric")
    #expect(lab.speak(offer(&lab, 5, from: "2026-11-30"))?.pointer == "/data/quota")
    #expect(lab.speak(end(&lab, "ana/other/1", from: "2026-11-23"))?.kind == .notFound)
    #expect(lab.speak(end(&lab, "ana/conversation/1", from: "2026-11-17"))?.pointer == "/data/from")
  }

  @Test(
    "C39: a quota is ended from a day on, the playbook's too; one that was to come leaves the other in force"
  )
  func ending() {
    var lab = lab()
    #expect(lab.speak(end(&lab, "ana/conversation/1", from: "2026-11-30")) == nil)
    #expect(asked(lab, "2026-W48") == 8 && asked(lab, "2026-W49") == nil)
    #expect(row(lab, "ana/conversation/1")?.state == .inForce)
    #expect(row(lab, "ana/conversation/1")?.ending?.from == Lab.day("2026-11-30"))
    var other = self.lab()
    other.speak(offer(&other))
    other.speak(yes(&other))
    #expect(other.speak(end(&other, name, from: "2026-11-19"), by: "greg") == nil)
    #expect(asked(other, "2026-W48") == 8, "the playbook's goes on")
    #expect(row(other)?.state == .ended && row(other)?.ending?.reason == "other work")
    #expect(other.speak(counter(&other, 3))?.message.contains("given up") == true)
  }

  @Test("C17: a quota that was given up and stated anew keeps that it was, and why")
  func endings() {
    var lab = lab()
    lab.speak(offer(&lab))
    lab.speak(yes(&lab))
    lab.speak(end(&lab, name, from: "2026-11-19"))
    lab.speak(offer(&lab))
    lab.speak(yes(&lab))
    #expect(row(lab)?.state == .coming && row(lab)?.ending == nil)
    #expect(row(lab)?.endings.map(\.reason) == ["other work"])
    lab.speak(end(&lab, "ana/conversation/1", from: "2026-11-19"))
    #expect(row(lab, "ana/conversation/1")?.endings.map(\.reason) == ["other work"])
  }

  @Test("no week is asked for money: the command that states a goal is named in its place")
  func money() {
    var lab = lab()
    let quota = "ana/revenue/2026-11-23"
    let refusal = lab.speak(offer(&lab, 5_000, quota, metric: "revenue"))
    #expect(refusal?.pointer == "/data/metric")
    #expect(
      refusal?.message.contains("cox goal propose revenue AMOUNT") == true,
      "\(refusal?.message ?? "")")
    #expect(row(lab, quota) == nil)
    lab.say(offer(&lab, 5_000, quota, metric: "revenue"), source: "/cox/ana", subject: "ana")
    #expect(row(lab, quota)?.weekly == 5_000, "what was said before is not judged anew")
  }

  @Test("the few are counted with what is in force and what is coming")
  func few() {
    var lab = lab()
    let before = lab.team.criticalMetrics(of: lab.symbol("ana"), now: lab.now)
    #expect(before.limit == 5 && before.names == ["Conversation"])
    let quota = "ana/call-minutes/2026-11-23"
    lab.speak(offer(&lab, 60, quota, metric: "call-minutes"))
    #expect(lab.team.criticalMetrics(of: lab.symbol("ana"), now: lab.now).names.count == 1)
    lab.speak(yes(&lab, quota))
    let after = lab.team.criticalMetrics(of: lab.symbol("ana"), now: lab.now)
    #expect(after.names == ["Conversation", "Call minutes"])
  }

  @Test("the week says who agreed on the quota, and what is forwarded and fits nothing is a doubt")
  func origin() {
    var lab = lab()
    lab.speak(offer(&lab), by: "greg")
    lab.say(yes(&lab), source: "/cox/greg", subject: "ana")
    #expect(lab.team.doubtsView().map(\.kind.rawValue).contains("doubtful-quota"))
    lab.speak(yes(&lab))
    let why = lab.team.whyView(
      lab.symbol("ana"), week: WeekLabel("2026-W48"), metric: lab.symbol("conversation"),
      now: lab.now)
    #expect(why?.rows.first?.origin?.by == "ana" && why?.rows.first?.origin?.quota == name)
  }

  @Test("what the playbook says is told apart from what people agreed on")
  func facts() {
    var lab = lab()
    lab.speak(offer(&lab))
    lab.speak(yes(&lab))
    #expect(lab.team.facts.quotas.map(\.weekly) == [8])
    #expect(lab.replayed().facts == lab.team.facts)
    #expect(
      lab.replayed().quotasView(.system, all: true, now: lab.now)
        == lab.team.quotasView(.system, all: true, now: lab.now))
  }
}
