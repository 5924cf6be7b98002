import Domain
import Testing

@Suite("Decisions")
struct DecideTests {
  private func lab() -> Lab {
    var lab = Lab.acme()
    lab.now = TestZones.at("2026-11-18T09:00:00Z")
    return lab
  }

  /// The pointer and kind of the rejection; nil when the command is taken.
  private func decide(
    _ lab: inout Lab, _ event: Event, by name: String = "ana", about: String = "ana",
    at time: String = "2026-11-18T09:00:00Z"
  ) -> (kind: Rejection.Kind, pointer: String, message: String)? {
    let command = Command(
      event: event, subject: lab.team.symbols.intern(about), time: TestZones.at(time),
      by: lab.team.viewer(named: name) ?? .system)
    do {
      let events = try lab.team.decide(command, now: lab.now)
      #expect(events == [event])
      return nil
    } catch {
      return (error.kind, error.pointer, error.message)
    }
  }

  private func activity(_ lab: inout Lab, _ metric: String, deal: String = "") -> Event {
    .activityLogged(
      Activity(metric: lab.team.symbols.intern(metric), deal: lab.team.symbols.intern(deal)))
  }

  @Test("a member logs for themself, the manager for reports, nobody for others")
  func whoLogs() {
    var lab = lab()
    let event = activity(&lab, "conversation")
    #expect(decide(&lab, event) == nil)
    #expect(decide(&lab, event, by: "greg") == nil)
    #expect(decide(&lab, event, by: "ben")?.kind == .denied)
    #expect(decide(&lab, event, about: "stranger")?.pointer == "/subject")
  }

  @Test("an activity nobody defined is refused with the names there are")
  func unknownMetric() {
    var lab = lab()
    let event = activity(&lab, "dance")
    let answer = decide(&lab, event)
    #expect(answer?.pointer == "/data/metric" && answer?.kind == .invalid)
    #expect(answer?.message.hasSuffix("call, conversation") == true)
  }

  @Test("a person's event may not lie in the future")
  func future() {
    var lab = lab()
    let event = activity(&lab, "conversation")
    #expect(decide(&lab, event, at: "2026-11-18T09:05:00Z") == nil)
    #expect(decide(&lab, event, at: "2026-11-18T09:05:01Z")?.pointer == "/time")
  }

  @Test("a person's step on a deal must fit its state, and the answer says what would")
  func deals() {
    var lab = lab()
    let step = DealStep(deal: lab.team.symbols.intern("D-1"))
    let unknown = decide(&lab, .dealWon(step))
    #expect(unknown?.kind == .notFound && unknown?.message.contains("cox deal open D-1") == true)
    let onUnknown = activity(&lab, "conversation", deal: "D-1")
    #expect(decide(&lab, onUnknown)?.pointer == "/data/deal")
    #expect(decide(&lab, .dealOpened(step)) == nil)
    lab.deal(Event.dealOpened, "D-1", at: "2026-11-17T09:00:00Z")
    #expect(decide(&lab, .dealOpened(step))?.kind == .invalid)
    #expect(decide(&lab, .dealWon(step)) == nil)
    #expect(decide(&lab, onUnknown) == nil)
    lab.deal(Event.dealLost, "D-1", at: "2026-11-18T08:00:00Z")
    #expect(decide(&lab, .dealWon(step))?.message.contains("already lost") == true)
  }

  @Test("C55: only who recorded an event corrects it, and the refusal names them")
  func corrections() {
    var lab = lab()
    let own = lab.log("conversation", at: "2026-11-17T09:00:00Z", source: "/cox/ana")
    let other = lab.log("conversation", at: "2026-11-17T09:00:00Z", source: "/cox/ben")
    func retraction(_ seq: UInt64?) -> Event {
      .eventRetracted(Retraction(target: CorrectionTarget(id: "e-1", seq: seq)))
    }
    #expect(decide(&lab, retraction(own)) == nil)
    let denied = decide(&lab, retraction(other))
    #expect(denied?.kind == .denied && denied?.message.contains("/cox/ben") == true)
    #expect(decide(&lab, retraction(nil))?.kind == .notFound)
    lab.say(retraction(own))
    #expect(decide(&lab, retraction(own))?.kind == .notFound, "it is already gone")
  }

  @Test("facts and judgements are the daemon's")
  func daemonOnly() {
    var lab = lab()
    #expect(decide(&lab, .ruleSet(RuleSet(rule: "x", enabled: false)))?.kind == .denied)
    let clear = AlertCleared(alert: 1, member: lab.symbol("ana"), reason: .met)
    #expect(decide(&lab, .alertCleared(clear))?.kind == .denied)
    #expect(decide(&lab, .unknown(UnknownEvent(type: lab.symbol("ana"))))?.pointer == "/type")
  }

  @Test("only the member answers an alert about them")
  func alertSeen() {
    var lab = lab()
    #expect(decide(&lab, .alertSeen(AlertSeen(alert: 1)))?.pointer == "/data/alert")
    #expect(decide(&lab, .alertSeen(AlertSeen(alert: 1)), by: "greg")?.kind == .denied)
  }

  @Test("the facts say what a playbook would have to say again")
  func facts() {
    var lab = lab()
    let facts = lab.team.facts
    #expect(facts.calendar == CalendarDefined(zone: "Europe/Berlin"))
    #expect(facts.metrics.count == 7 && facts.members.map(\.member) == ["greg", "ana", "ben"])
    #expect(facts.quotas.map(\.weekly) == [8])
    lab.say(
      .memberLeft(MemberLeft(member: "ben", from: LocalDay("2026-11-30") ?? LocalDay(days: 0))))
    lab.say(
      .quotaEnded(
        QuotaEnded(
          quota: "ana/conversation/1", member: "ana", metric: "conversation",
          from: LocalDay("2026-11-30") ?? LocalDay(days: 0))))
    #expect(lab.team.facts.left == ["ben"])
    #expect(lab.team.facts.members.map(\.member) == ["greg", "ana"])
    #expect(lab.team.facts.quotas.isEmpty)
  }

  @Test("every catalogue line has a name of its own")
  func catalogues() {
    let measures = MeasureCatalogue.all.map { $0.name }
    #expect(Set(measures).count == measures.count && measures.count == 9)
    for measure in MeasureCatalogue.all {
      #expect(MeasureCatalogue.find(measure.name).map { "\($0)" } == "\(measure)")
    }
    #expect(MeasureCatalogue.find("deals.imagined") == nil)
    #expect(AlertRuleCatalogue.all.map { $0.name } == ["consistent-miss"])
    #expect(Set(ProjectionCatalogue.all.map { "\($0)" }).count == 18)
  }
}
