import Domain
import Testing

@Suite("History")
struct HistoryTests {
  /// A playbook of today, before anything is imported.
  private func fresh() -> Lab {
    Lab.acme(appliedAt: "2026-11-18T09:00:00Z")
  }

  /// Three months of two people's past, newest week W44.
  private func importPast(_ lab: inout Lab, source: String = "/crm/1") {
    for number in 0..<10 {
      let monday = (LocalDay("2026-08-24") ?? LocalDay(days: 0)).adding(days: 7 * number)
      if number != 4 {
        lab.log("conversation", number < 5 ? 9 : 4, at: "\(monday)T09:00:00Z", source: source)
        lab.log("conversation", 2, of: "ben", at: "\(monday)T15:00:00Z", source: source)
      }
    }
  }

  @Test("history is judged once and oldest first, when its source says that it is done")
  func doneBySource() {
    var lab = fresh()
    let source = lab.team.symbols.intern("/crm/1")
    lab.team.historyBegan(source: source)
    importPast(&lab)
    #expect(lab.advance(to: "2026-11-18T09:30:00Z").isEmpty, "it is still being sent")
    lab.team.historyEnded(source: source)
    let closed = lab.judge().compactMap(\.closed)
    #expect(closed.allSatisfy { $0.history && $0.known })
    #expect(closed.map(\.from) == closed.map(\.from).sorted())
    let ana = closed.filter { $0.member == lab.symbol("ana") }
    // W39 is left out: nothing was heard, so there is nothing to judge; nor are weeks after W44.
    #expect(
      ana.map(\.week.description) == [
        "2026-W35", "2026-W36", "2026-W37", "2026-W38", "2026-W40", "2026-W41", "2026-W42",
        "2026-W43", "2026-W44",
      ])
    #expect(lab.judge().isEmpty)
    #expect(lab.advance(to: "2026-11-18T12:00:00Z").isEmpty)
    #expect(lab.week("2026-W40")?.week.history == true)
  }

  @Test("history that nobody declares done is judged after a minute without an older event")
  func doneByQuiet() {
    var lab = fresh()
    importPast(&lab)
    #expect(lab.judge().isEmpty)
    lab.now = TestZones.at("2026-11-18T09:00:50Z")
    lab.log("conversation", 1, at: "2026-08-25T09:00:00Z", source: "/crm/1")
    #expect(lab.advance(to: "2026-11-18T09:01:30Z").isEmpty)
    #expect(lab.team.nextJudgementDue == TestZones.at("2026-11-18T09:01:50Z"))
    let closed = lab.advance(to: "2026-11-18T09:01:50Z").compactMap(\.closed)
    #expect(closed.count == 18)
    #expect(closed.first?.lines.first?.done == 10)
  }

  @Test("the running week of an import closes live")
  func liveWeekStays() {
    var lab = fresh()
    importPast(&lab)
    lab.log("conversation", 3, at: "2026-11-17T09:00:00Z", source: "/crm/1")
    // Weeks between the past and today were silent: the source was not alive in them.
    let closed = lab.advance(to: "2026-11-23T18:00:00Z").compactMap(\.closed)
    #expect(closed.filter { !$0.history }.map(\.week.description) == ["2026-W47", "2026-W47"])
    #expect(closed.filter(\.history).count == 18)
  }

  @Test("alerts of history are marked as such and never shown to the manager")
  func historicAlerts() throws {
    var lab = fresh()
    importPast(&lab)
    let events = lab.advance(to: "2026-11-18T10:00:00Z")
    let raised = events.compactMap(\.raised)
    #expect(raised.map(\.level) == [.conversation])
    #expect(raised.map(\.history) == [true])
    lab.now = TestZones.at("2026-11-25T10:00:00Z")
    let greg = try #require(lab.team.viewer(named: "greg"))
    let ana = try #require(lab.team.viewer(named: "ana"))
    #expect(lab.team.alertsView(greg, now: lab.now).isEmpty)
    #expect(lab.team.alertsView(ana, now: lab.now).map(\.history) == [true])
    #expect(lab.team.openAlerts(ana.member, ana, now: lab.now) == 0, "only current alerts are live")
  }

  @Test("a run that goes on from history into live weeks is raised anew once these are a run")
  func runGoesOn() {
    var lab = fresh()
    for monday in ["2026-10-26", "2026-11-02", "2026-11-09"] {
      lab.log("conversation", 5, at: "\(monday)T09:00:00Z")
    }
    lab.log("conversation", 4, at: "2026-11-16T09:00:00Z")
    let first = lab.advance(to: "2026-11-18T10:00:00Z")
    #expect(first.compactMap(\.raised).map(\.history) == [true])
    // W47 to W49 are live; what happened before anybody used this opens no conversation.
    lab.log("conversation", 4, at: "2026-11-23T09:00:00Z")
    #expect(lab.advance(to: "2026-11-30T18:00:00Z").compactMap(\.raised).isEmpty)
    lab.log("conversation", 4, at: "2026-11-30T19:00:00Z")
    let events = lab.advance(to: "2026-12-07T18:00:00Z")
    #expect(events.compactMap(\.raised).map(\.history) == [false])
    #expect(events.compactMap(\.raised).map(\.run) == [3])
    #expect(events.compactMap(\.cleared).map(\.reason) == [.superseded])
  }

  @Test("older data that comes after the judgement is judged as history, too, and once")
  func olderStill() {
    var lab = fresh()
    importPast(&lab)
    lab.advance(to: "2026-11-18T10:00:00Z")
    lab.log("conversation", 7, at: "2026-06-01T09:00:00Z", source: "/crm/1")
    let closed = lab.advance(to: "2026-11-18T11:00:00Z").compactMap(\.closed)
    #expect(closed.map(\.week.description) == ["2026-W23"])
    #expect(closed.first?.history == true)
  }

  @Test("late data of a judged past week revises it")
  func revisedPast() {
    var lab = fresh()
    importPast(&lab)
    lab.advance(to: "2026-11-18T10:00:00Z")
    lab.log("conversation", 5, at: "2026-10-27T09:00:00Z", source: "/crm/1")
    let revised = lab.judge().compactMap(\.revised)
    #expect(revised.map(\.week.description) == ["2026-W44"])
    #expect(revised.first?.lines.first?.was == 4 && revised.first?.lines.first?.done == 9)
  }

  @Test("weeks before somebody's first day are counted and not judged")
  func beforeFirstDay() {
    var lab = fresh()
    lab.say(
      .memberJoined(
        MemberJoined(
          member: "eve", name: "Eve", role: .rep, zone: "Europe/Berlin",
          from: LocalDay("2026-10-26"))))
    for monday in ["2026-10-12", "2026-10-19", "2026-10-26"] {
      lab.log("conversation", 5, of: "eve", at: "\(monday)T09:00:00Z")
    }
    let closed = lab.advance(to: "2026-11-18T10:00:00Z").compactMap(\.closed)
    #expect(closed.map(\.week.description) == ["2026-W44"])
    #expect(lab.done("conversation", "2026-W42", of: "eve") == 5)
  }

  @Test("weeks of history are no evidence for a live alert")
  func liveRunsAlone() {
    func week(_ label: String, history: Bool) -> AskedWeek? {
      WeekLabel(label).map { AskedWeek(label: $0, done: 1, target: Rational(8), history: history) }
    }
    let past = ["2026-W40", "2026-W41", "2026-W42"].compactMap { week($0, history: true) }
    let live = ["2026-W43", "2026-W44", "2026-W45"].compactMap { week($0, history: false) }
    func raises(_ weeks: [AskedWeek], history: Bool) -> Bool {
      ConsistentMiss.look(AlertContext(weeks: weeks, phi: 1, history: history)).contains {
        if case .raise = $0 { true } else { false }
      }
    }
    #expect(raises(past, history: true))
    #expect(!raises(past + live.prefix(2), history: false))
    #expect(raises(past + live, history: false))
  }
}
