import Domain
import Testing

@Suite("Captures")
struct CaptureTests {
  private func lab() -> Lab {
    var lab = Lab.acme()
    lab.now = TestZones.at("2026-11-18T09:00:00Z")
    return lab
  }

  private func doubts(_ lab: Lab) -> [String: UInt64] {
    Dictionary(uniqueKeysWithValues: lab.team.doubtsView().map { ($0.kind.rawValue, $0.count) })
  }

  @Test("an activity counts in its member's own week, wherever the clock of others stands")
  func memberWeeks() {
    var lab = lab()
    // Monday in Berlin, still Sunday in New York.
    lab.log("conversation", at: "2026-11-15T23:30:00Z")
    lab.log("conversation", of: "ben", at: "2026-11-15T23:30:00Z")
    #expect(lab.done("conversation", "2026-W47") == 1)
    #expect(lab.done("conversation", "2026-W46") == 0)
    #expect(lab.done("conversation", "2026-W46", of: "ben") == 1)
  }

  @Test("a count counts that often, and minutes add to the metric that reads them")
  func countsAndMinutes() {
    var lab = lab()
    lab.log("conversation", 3, at: "2026-11-17T09:00:00Z")
    lab.log("call", 2, at: "2026-11-17T09:00:00Z", minutes: 25)
    lab.log("call", 1, at: "2026-11-17T09:00:00Z")
    #expect(lab.done("conversation", "2026-W47") == 3)
    #expect(lab.done("call-minutes", "2026-W47") == 25)
  }

  @Test("an alias means its member at the sources it was declared for, and nobody elsewhere")
  func aliases() {
    var lab = lab()
    lab.log("conversation", of: "77", at: "2026-11-17T09:00:00Z", source: "/crm/hubspot")
    lab.log("conversation", of: "77", at: "2026-11-17T09:00:00Z", source: "/dialer/1")
    #expect(lab.done("conversation", "2026-W47") == 1)
    #expect(doubts(lab) == ["unknown-subject": 1])
  }

  @Test("an alias declared later counts what came before it, and its weeks are told")
  func aliasDeclaredLater() {
    var lab = lab()
    lab.log("conversation", 4, of: "88", at: "2026-11-17T09:00:00Z", source: "/crm/hubspot")
    #expect(lab.done("conversation", "2026-W47") == 0)
    lab.say(
      .memberMoved(
        MemberMoved(
          member: "ana", aliases: [Alias(pattern: "/crm/*", ids: ["77", "88"])],
          from: LocalDay("2026-11-18") ?? LocalDay(days: 0))))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "01")))
    #expect(lab.done("conversation", "2026-W47") == 4)
    #expect(doubts(lab).isEmpty)
  }

  @Test("C25: a metric defined later counts what was logged before")
  func metricDefinedLater() {
    var lab = lab()
    lab.log("demo", 2, at: "2026-11-17T09:00:00Z")
    #expect(doubts(lab) == ["unknown-metric": 1])
    lab.say(
      .metricDefined(
        MetricDefined(
          metric: "demo", name: "Demo", kind: .activity, unit: .count, measure: "activity.count")))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "01")))
    #expect(lab.done("demo", "2026-W47") == 2)
    #expect(doubts(lab).isEmpty)
  }

  @Test("moving zone holds from its day on: weeks before it stay as they were")
  func zoneMoves() throws {
    var lab = lab()
    lab.log("conversation", of: "ben", at: "2026-11-15T23:30:00Z")
    lab.say(
      .memberMoved(
        MemberMoved(
          member: "ben", zone: "Asia/Tokyo", from: LocalDay("2026-11-23") ?? LocalDay(days: 0))))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "01")))
    #expect(lab.done("conversation", "2026-W46", of: "ben") == 1)
    let week = try #require(lab.week("2026-W48", of: "ben")?.week)
    #expect(week.starts == TestZones.at("2026-11-22T15:00:00Z"))
    let before = try #require(lab.week("2026-W47", of: "ben")?.week)
    #expect(before.starts == TestZones.at("2026-11-16T05:00:00Z"))
    #expect(before.ends == week.starts, "no instant is in two weeks or in none")
  }

  @Test("amending replaces what it names and keeps the rest")
  func amending() {
    var lab = lab()
    let seq = lab.log("call", 2, at: "2026-11-17T09:00:00Z", minutes: 25, deal: "D-1")
    var fix = Amendment(target: CorrectionTarget(id: "c", seq: seq))
    fix.minutes = 40
    lab.say(.eventAmended(fix))
    #expect(lab.done("call-minutes", "2026-W47") == 40)
    var other = Amendment(target: CorrectionTarget(id: "c", seq: seq))
    other.metric = lab.team.symbols.intern("conversation")
    other.deal = lab.team.symbols.intern("D-2")
    lab.say(.eventAmended(other))
    #expect(lab.done("call-minutes", "2026-W47") == 0)
    #expect(lab.done("conversation", "2026-W47") == 2)
    #expect(lab.team.dealView(lab.symbol("D-1"), now: lab.now)?.rows.isEmpty == true)
    #expect(lab.team.dealView(lab.symbol("D-2"), now: lab.now)?.rows.map(\.minutes) == [40])
  }

  @Test("retracting counts once, and a correction of nothing is a doubt")
  func retracting() {
    var lab = lab()
    let seq = lab.log("conversation", 2, at: "2026-11-17T09:00:00Z")
    let retraction = Event.eventRetracted(Retraction(target: CorrectionTarget(id: "c", seq: seq)))
    lab.say(retraction)
    #expect(lab.done("conversation", "2026-W47") == 0)
    lab.say(retraction)
    lab.say(.eventRetracted(Retraction(target: CorrectionTarget(id: "unheard"))))
    #expect(lab.done("conversation", "2026-W47") == 0)
    #expect(doubts(lab) == ["unknown-target": 2])
  }

  @Test("counts and minutes too big for a row are kept, amended and retracted all the same")
  func largeValues() {
    var lab = lab()
    let seq = lab.log("call", 70_000, at: "2026-11-17T09:00:00Z", minutes: 65_535)
    let other = lab.log("conversation", 1_000_000, at: "2026-11-17T09:00:00Z")
    lab.log("conversation", 65_534, at: "2026-11-17T09:00:00Z", minutes: 65_534)
    #expect(lab.done("call-minutes", "2026-W47") == 65_535)
    #expect(lab.done("conversation", "2026-W47") == 1_065_534)
    var fix = Amendment(target: CorrectionTarget(id: "c", seq: seq))
    fix.minutes = 100_000
    lab.say(.eventAmended(fix))
    #expect(lab.done("call-minutes", "2026-W47") == 100_000)
    lab.say(.eventRetracted(Retraction(target: CorrectionTarget(id: "o", seq: other))))
    #expect(lab.done("conversation", "2026-W47") == 65_534)
  }

  @Test("a time that no calendar of ours reaches is a doubt")
  func strangeTimes() {
    var lab = lab()
    for time in ["1970-06-01T00:00:00Z", "2105-06-01T00:00:00Z", "9999-12-31T23:59:59Z"] {
      lab.log("conversation", at: time)
    }
    lab.log("conversation", at: "1971-01-01T00:00:00Z")
    lab.log("conversation", at: "2104-12-30T00:00:00Z")
    #expect(doubts(lab) == ["time-out-of-range": 3])
    #expect(lab.done("conversation", "1970-W53") == 1)
    #expect(lab.done("conversation", "2105-W01") == 1)
  }

  @Test("an effect names what the event did to its week")
  func effects() throws {
    var lab = lab()
    lab.log("conversation", 4, at: "2026-11-17T09:00:00Z")
    let seq = lab.log("conversation", at: "2026-11-17T10:00:00Z")
    let effect = try #require(lab.team.effects(of: seq, now: lab.now).first)
    #expect(effect.metric == "conversation" && effect.done == 5 && effect.quota == 8)
    #expect(effect.need == 3 && effect.week.description == "2026-W47")
    #expect(effect.ends == TestZones.at("2026-11-22T23:00:00Z"))
    let unknown = lab.log("mystery", at: "2026-11-17T10:00:00Z")
    #expect(lab.team.effects(of: unknown, now: lab.now).isEmpty)
  }

  @Test("counts are listed for every member and week with data")
  func counts() {
    var lab = lab()
    lab.log("conversation", 4, at: "2026-11-17T09:00:00Z")
    lab.log("conversation", 2, at: "2026-10-01T09:00:00Z")
    lab.log("conversation", 1, of: "ben", at: "2026-11-17T15:00:00Z")
    let rows = lab.team.countsView(metric: lab.symbol("conversation"))
    #expect(rows.map(\.member) == ["ana", "ana", "ben"])
    #expect(rows.map(\.week.description) == ["2026-W40", "2026-W47", "2026-W47"])
    #expect(rows.map(\.done) == [2, 4, 1])
    let ben = lab.team.countsView(metric: lab.symbol("conversation"), member: lab.symbol("ben"))
    #expect(ben.map(\.done) == [1])
  }

  @Test("the next action is the activity that is furthest behind, by the last working day")
  func nextAction() throws {
    var lab = lab()
    lab.now = TestZones.at("2026-11-18T16:00:00Z")
    lab.log("conversation", 3, at: "2026-11-17T09:00:00Z")
    let view = try #require(lab.team.weekView(lab.symbol("ana"), now: lab.now))
    let row = try #require(view.rows.first)
    #expect(row.expected == Rational(24, 5) && row.need == 5 && row.state == .behind)
    #expect(row.chance?.four == 0.2194)
    #expect(view.next?.metric == "conversation" && view.next?.need == 5)
    #expect(view.next?.by == LocalDay("2026-11-20"))
    #expect(view.week.day == 3 && view.week.days == 5)
    #expect(view.week.label.description == "2026-W47" && view.week.state == .open)
  }
}
