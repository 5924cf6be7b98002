import Domain
import Testing

/// Cases from the field that no other suite holds, by their numbers; the decisions are a page of the
/// documentation.
@Suite("Corner cases")
struct CornerCaseTests {
  private func day(_ text: String) -> LocalDay { LocalDay(text) ?? LocalDay(days: 0) }

  private func viewer(_ name: String, _ lab: Lab) throws -> Viewer {
    lab.team.viewer(try #require(lab.team.roster.member(lab.symbol(name))))
  }

  private func team(_ name: String, _ lab: Lab, _ label: String) throws -> [String] {
    lab.team.teamView(try viewer(name, lab), week: WeekLabel(label), now: lab.now).rows
      .map(\.member)
  }

  /// Acme with a second manager, mia.
  private func twoManagers() -> Lab {
    var lab = Lab.acme(appliedAt: "2026-11-16T08:00:00Z")
    lab.say(
      .memberJoined(
        MemberJoined(member: "mia", name: "Mia Stone", role: .manager, zone: "Europe/Berlin")))
    return lab
  }

  @Test("C05: a day begins at the member's midnight, whoever recorded it; the instant is kept")
  func dayStart() {
    var lab = Lab.acme(appliedAt: "2026-11-16T08:00:00Z")
    // Half past midnight on Monday in Berlin, Sunday evening in New York.
    for member in ["ana", "ben"] { lab.log(of: member, at: "2026-11-22T23:30:00Z") }
    #expect(lab.done("conversation", "2026-W48") == 1)
    #expect(lab.done("conversation", "2026-W47", of: "ben") == 1)
    // Another zone derives the day anew, because nothing but the instant was recorded.
    lab.say(
      .memberJoined(
        MemberJoined(
          member: "ana", name: "Ana Ruiz", role: .rep, manager: "greg",
          zone: "America/New_York")))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "01")))
    #expect(lab.done("conversation", "2026-W47") == 1)
  }

  @Test("C06: a move to another zone leaves no gap, no overlap and the quota as it was")
  func zoneMove() throws {
    var lab = Lab.acme(appliedAt: "2026-11-16T08:00:00Z")
    lab.say(
      .memberMoved(
        MemberMoved(member: "ana", zone: "America/New_York", from: day("2026-11-19"))))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "01")))
    let week = try #require(lab.week("2026-W47")?.week)
    let next = try #require(lab.week("2026-W48")?.week)
    #expect(week.starts == TestZones.at("2026-11-15T23:00:00Z"))
    #expect(week.ends == TestZones.at("2026-11-23T05:00:00Z") && week.ends == next.starts)
    #expect(lab.row("conversation", "2026-W47")?.target == Rational(8))
    lab.log(at: "2026-11-23T04:59:59Z")
    lab.log(at: "2026-11-23T05:00:00Z")
    #expect(lab.done("conversation", "2026-W47") == 1)
    #expect(lab.done("conversation", "2026-W48") == 1)
  }

  @Test(
    "C06: in the week of a move today is the member's own date, to the east and to the west",
    arguments: [
      // Tokyo to Los Angeles on Wednesday, seen on Friday at 10:00 there, and in the hours between.
      ("Asia/Tokyo", "America/Los_Angeles", "2026-11-18", "2026-11-20T18:00:00Z", 5, 1),
      ("Asia/Tokyo", "America/Los_Angeles", "2026-11-18", "2026-11-18T03:00:00Z", 3, 3),
      ("Asia/Tokyo", "America/Los_Angeles", "2026-11-18", "2026-11-18T09:00:00Z", 3, 3),
      // Los Angeles to Tokyo on Thursday, seen on Thursday at 08:30 there.
      ("America/Los_Angeles", "Asia/Tokyo", "2026-11-19", "2026-11-18T23:30:00Z", 4, 2),
    ])
  func moveDays(from: String, to: String, on: String, now: String, day: Int, left: Int) throws {
    var lab = Lab.acme()
    lab.say(.memberMoved(MemberMoved(member: "ana", zone: from, from: self.day("2026-01-02"))))
    lab.say(.memberMoved(MemberMoved(member: "ana", zone: to, from: self.day(on))))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "01")))
    lab.now = TestZones.at(now)
    let seq = lab.log(at: "2026-11-17T00:00:00Z")
    let view = try #require(lab.team.weekView(lab.symbol("ana"), now: lab.now))
    let row = try #require(view.rows.first)
    #expect(view.week.label.description == "2026-W47" && view.week.day == day)
    #expect(view.week.daysLeft == left && row.expected == Rational(Int64(8 * day), 5))
    #expect(view.next?.by == self.day("2026-11-20"))
    // Whose clock the page shows; between the two, that of the zone that is left.
    let isThere = !(from == "Asia/Tokyo" && now == "2026-11-18T03:00:00Z")
    #expect(view.member.zone == (isThere ? to : from))
    #expect(lab.team.effects(of: seq, now: lab.now).first?.by == self.day("2026-11-20"))
  }

  @Test("C06: a team's week is its members' own weeks of one name, each in its zone")
  func teamWeek() throws {
    var lab = Lab.acme(appliedAt: "2026-11-16T08:00:00Z")
    // 23:30 UTC on Sunday: ana's week 47 is over, ben's goes on.
    for member in ["ana", "ben"] { lab.log(of: member, at: "2026-11-22T23:30:00Z") }
    let view = lab.team.teamView(try viewer("greg", lab), week: WeekLabel("2026-W47"), now: lab.now)
    let done = view.rows.map { row in
      (row.member, row.lines.first { $0.metric == "conversation" }?.done)
    }
    #expect(Dictionary(uniqueKeysWithValues: done) == ["ana": 0, "ben": 1])
  }

  @Test("C07: when the fiscal year starts is declared, and moves no week")
  func fiscalYear() throws {
    var lab = Lab.acme(appliedAt: "2026-11-16T08:00:00Z")
    lab.log("conversation", 5, at: "2026-11-17T09:00:00Z")
    lab.advance(to: "2026-11-23T18:00:00Z")
    let before = lab.week("2026-W47")
    let start = try #require(YearDay("04-01"))
    lab.say(
      .calendarDefined(CalendarDefined(zone: "Europe/Berlin", fiscalYearStarts: start)))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "01")))
    #expect(lab.judge().isEmpty && lab.week("2026-W47") == before)
    #expect(lab.team.facts.calendar?.fiscalYearStarts == start)
  }

  @Test("C14: who changes managers mid-week takes the whole week along, and nothing is lost")
  func reorganisation() throws {
    var lab = twoManagers()
    lab.log("conversation", 3, at: "2026-11-16T09:00:00Z")
    lab.now = TestZones.at("2026-11-18T08:00:00Z")
    lab.say(.memberMoved(MemberMoved(member: "ana", manager: "mia", from: day("2026-11-18"))))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "01")))
    lab.log("conversation", 2, at: "2026-11-19T09:00:00Z")
    #expect(try team("mia", lab, "2026-W47") == ["ana"])
    #expect(try team("greg", lab, "2026-W47") == ["ben"])
    #expect(try team("mia", lab, "2026-W46") == ["ana"], "the past moves along")
    let row = try #require(lab.row("conversation", "2026-W47"))
    #expect(row.done == 5 && row.target == Rational(8))
    let closed = lab.advance(to: "2026-11-23T18:00:00Z").compactMap(\.closed)
    #expect(closed.map(\.member) == [lab.symbol("ana"), lab.symbol("ben")])
  }

  @Test("C14: an alert goes with the member: the new manager sees it, the former one no more")
  func alertMoves() throws {
    var lab = twoManagers()
    for monday in ["2026-11-16", "2026-11-23", "2026-11-30"] {
      lab.log("conversation", 3, at: "\(monday)T09:00:00Z")
      lab.advance(to: "\(day(monday).adding(days: 7))T18:00:00Z")
    }
    lab.now = lab.now.adding(seconds: 2 * 86_400)
    func seen(_ name: String) throws -> Int {
      lab.team.alertsView(try viewer(name, lab), now: lab.now).count
    }
    #expect(try [seen("greg"), seen("mia")] == [1, 0])
    lab.say(.memberMoved(MemberMoved(member: "ana", manager: "mia", from: day("2026-12-09"))))
    #expect(try [seen("greg"), seen("mia")] == [0, 1])
  }

  @Test("C15: who left is on no page of a later week, raises no alert, and their past stays")
  func departed() throws {
    var lab = Lab.acme(appliedAt: "2026-11-16T08:00:00Z")
    for monday in ["2026-11-16", "2026-11-23", "2026-11-30"] {
      lab.log("conversation", 3, at: "\(monday)T09:00:00Z")
      lab.advance(to: "\(day(monday).adding(days: 7))T18:00:00Z")
    }
    let greg = try viewer("greg", lab)
    let later = lab.now.adding(seconds: 30 * 3_600)
    #expect(lab.team.alertsView(greg, now: later).count { $0.state == .open } == 1)
    lab.say(.memberLeft(MemberLeft(member: "ana", from: day("2026-12-07"))))
    let after = lab.advance(to: "2026-12-31T18:00:00Z")
    #expect(after.compactMap(\.cleared).map(\.reason) == [.left])
    #expect(after.compactMap(\.raised).isEmpty)
    #expect(!after.compactMap(\.closed).contains { $0.member == lab.symbol("ana") })
    #expect(try team("greg", lab, "2026-W52") == ["ben"])
    #expect(try team("greg", lab, "2026-W48").contains("ana"))
    #expect(lab.done("conversation", "2026-W48") == 3)
    #expect(lab.row("conversation", "2026-W48")?.target == Rational(8))
  }

  @Test("C17: what leaves the playbook ends on a day; what it asked and counted is never deleted")
  func neverDeleted() throws {
    var lab = Lab.acme(appliedAt: "2026-11-16T08:00:00Z")
    lab.log("conversation", 5, at: "2026-11-17T09:00:00Z")
    lab.advance(to: "2026-11-23T18:00:00Z")
    let before = try #require(lab.row("conversation", "2026-W47"))
    let from = day("2026-11-23")
    lab.say(
      .quotaEnded(
        QuotaEnded(
          quota: "ana/conversation/1", member: "ana", metric: "conversation", from: from)))
    lab.say(.metricEnded(MetricEnded(metric: "conversation", from: from)))
    lab.say(.memberLeft(MemberLeft(member: "ana", from: from)))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "01")))
    #expect(lab.judge().isEmpty)
    #expect(lab.row("conversation", "2026-W47") == before)
  }

  @Test("C18: a manager who sells has a week and quotas of their own, outside the team's rows")
  func sellingManager() throws {
    var lab = Lab.acme(appliedAt: "2026-11-16T08:00:00Z")
    lab.say(
      .quotaProposed(
        QuotaProposed(
          quota: "greg/conversation/1", member: "greg", metric: "conversation", weekly: 4,
          from: nil)))
    lab.log("conversation", 4, of: "greg", at: "2026-11-17T09:00:00Z")
    lab.log("conversation", 1, at: "2026-11-17T09:00:00Z")
    #expect(lab.row("conversation", "2026-W47", of: "greg")?.state == .done)
    #expect(Set(try team("greg", lab, "2026-W47")) == ["ana", "ben"])
    let all = lab.team.teamView(.system, week: WeekLabel("2026-W47"), now: lab.now)
    #expect(Set(all.rows.map(\.member)) == ["ana", "ben", "greg"])
    let closed = lab.advance(to: "2026-11-23T18:00:00Z").compactMap(\.closed)
    #expect(closed.contains { $0.member == lab.symbol("greg") && $0.lines.first?.quota == 4 })
  }

  @Test("C20: who looks decides whose rows there are, never what a row says")
  func sameForAll() throws {
    var lab = twoManagers()
    lab.log("conversation", 3, at: "2026-11-16T09:00:00Z")
    lab.log("conversation", 2, of: "ben", at: "2026-11-16T15:00:00Z")
    lab.say(.memberMoved(MemberMoved(member: "ben", manager: "mia", from: day("2026-11-16"))))
    let week = WeekLabel("2026-W47")
    let all = lab.team.teamView(.system, week: week, now: lab.now)
    for name in ["greg", "mia"] {
      let view = lab.team.teamView(try viewer(name, lab), week: week, now: lab.now)
      #expect(view.rows.count == 1)
      for row in view.rows { #expect(all.rows.contains(row)) }
    }
  }

  @Test("C27: a metric that counts something else counts all weeks anew, and judged ones say so")
  func redefined() throws {
    var lab = Lab.acme(appliedAt: "2026-11-16T08:00:00Z")
    lab.log("conversation", 5, at: "2026-11-17T09:00:00Z")
    lab.log("demo", 2, at: "2026-11-17T10:00:00Z")
    lab.advance(to: "2026-11-23T18:00:00Z")
    var metric = MetricDefined(
      metric: "conversation", name: "Conversation", kind: .activity, unit: .count,
      measure: "activity.count", serves: "won", good: "Both sides speak")
    lab.say(.metricDefined(metric))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "01")))
    #expect(lab.judge().isEmpty, "words about it are no other number")
    metric.of = "demo"
    lab.say(.metricDefined(metric))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "02")))
    let revised = try #require(lab.judge().first?.revised)
    #expect(revised.reason == "definition")
    #expect(revised.lines.map { [$0.was, $0.done] } == [[5, 2]])
    lab.log("demo", 1, at: "2026-11-18T10:00:00Z")
    lab.now = lab.now.adding(seconds: 60)
    #expect(lab.judge().first?.revised?.reason == "late-data")
  }

  @Test("C28: what is recorded does not expire: after six years the week still says what it said")
  func nothingExpires() throws {
    var lab = Lab.acme(appliedAt: "2026-11-16T08:00:00Z")
    lab.log("conversation", 5, at: "2026-11-17T09:00:00Z")
    lab.advance(to: "2026-11-23T18:00:00Z")
    let before = lab.week("2026-W47")?.rows
    lab.advance(to: "2032-11-23T18:00:00Z")
    #expect(lab.week("2026-W47")?.rows == before && lab.done("conversation", "2026-W47") == 5)
  }

  @Test("C43: nothing is carried over: more than the quota this week takes nothing off the next")
  func noCarryOver() {
    var lab = Lab.acme(appliedAt: "2026-11-16T08:00:00Z")
    lab.log("conversation", 20, at: "2026-11-17T09:00:00Z")
    lab.log("conversation", 1, at: "2026-11-24T09:00:00Z")
    lab.log("conversation", 1, at: "2026-12-01T09:00:00Z")
    lab.advance(to: "2026-12-07T18:00:00Z")
    #expect(
      ["2026-W47", "2026-W48", "2026-W49", "2026-W50"].map {
        lab.row("conversation", $0)?.target
      } == Array(repeating: Rational(8), count: 4))
    #expect(lab.row("conversation", "2026-W48")?.need == 7)
  }

  @Test("C44: a number is of one named week, never of the last so many days")
  func periodNotRolling() {
    var lab = Lab.acme(appliedAt: "2026-11-16T08:00:00Z")
    lab.log("conversation", 6, at: "2026-11-20T09:00:00Z")
    #expect(lab.week("2026-W47", at: "2026-11-22T22:59:59Z")?.rows.first?.done == 6)
    let monday = lab.team.weekView(
      lab.symbol("ana"), now: TestZones.at("2026-11-22T23:00:00Z"))
    #expect(monday?.week.label.description == "2026-W48" && monday?.rows.first?.done == 0)
    #expect(lab.done("conversation", "2026-W47") == 6)
  }
}
