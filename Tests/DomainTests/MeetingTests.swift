import Domain
import Testing

@Suite("Meetings")
struct MeetingTests {
  private func lab() -> Lab {
    var lab = Lab.acme()
    lab.now = TestZones.at("2026-11-18T09:00:00Z")
    return lab
  }

  private func doubts(_ lab: Lab) -> [String: UInt64] {
    Dictionary(uniqueKeysWithValues: lab.team.doubtsView().map { ($0.kind.rawValue, $0.count) })
  }

  /// What ana did of conversations in three weeks.
  private func counted(_ lab: Lab, of member: String = "ana") -> [Int64?] {
    ["2026-W45", "2026-W46", "2026-W47"].map { lab.done("conversation", $0, of: member) }
  }

  @Test("C30: booked, moved, missed, moved again and held is one meeting, counted when held")
  func countsOnce() {
    var lab = lab()
    lab.meeting(Event.meetingBooked, "M-1", at: "2026-11-02T09:00:00Z", metric: "conversation")
    lab.meeting(Event.meetingRescheduled, "M-1", at: "2026-11-04T09:00:00Z")
    #expect(counted(lab) == [0, 0, 0], "what is booked or moved counts nothing")
    lab.meeting(Event.meetingMissed, "M-1", at: "2026-11-09T09:00:00Z")
    #expect(counted(lab) == [0, 0, 0], "a no-show counts nothing")
    lab.meeting(Event.meetingRescheduled, "M-1", at: "2026-11-09T10:00:00Z")
    lab.meeting(Event.meetingHeld, "M-1", at: "2026-11-17T09:00:00Z")
    #expect(counted(lab) == [0, 0, 1], "it counts as what its booking named, in the week held")
    #expect(doubts(lab).isEmpty)
  }

  @Test("C30: held twice counts once, held after a no-show counts nothing, and both are doubts")
  func contradictions() {
    var lab = lab()
    lab.meeting(Event.meetingHeld, "M-1", at: "2026-11-03T09:00:00Z", metric: "conversation")
    lab.meeting(Event.meetingHeld, "M-1", at: "2026-11-10T09:00:00Z", metric: "conversation")
    #expect(counted(lab) == [1, 0, 0])
    lab.meeting(Event.meetingRescheduled, "M-1", at: "2026-11-11T09:00:00Z")
    lab.meeting(Event.meetingBooked, "M-2", at: "2026-11-02T09:00:00Z", metric: "conversation")
    lab.meeting(Event.meetingMissed, "M-2", at: "2026-11-17T09:00:00Z")
    lab.meeting(Event.meetingHeld, "M-2", at: "2026-11-17T10:00:00Z")
    #expect(counted(lab) == [1, 0, 0])
    #expect(doubts(lab) == ["meeting-ended-twice": 2, "step-after-meeting": 1])
  }

  @Test("C30: a meeting that changes hands counts for who held it")
  func reassigned() {
    var lab = lab()
    lab.meeting(Event.meetingBooked, "M-1", at: "2026-11-02T09:00:00Z", metric: "conversation")
    lab.meeting(Event.meetingRescheduled, "M-1", of: "ben", at: "2026-11-03T15:00:00Z")
    lab.meeting(Event.meetingHeld, "M-1", of: "nobody-known", at: "2026-11-10T15:00:00Z")
    #expect(counted(lab) == [0, 0, 0])
    #expect(counted(lab, of: "ben") == [0, 1, 0])
  }

  @Test("the steps of a meeting in any order of arrival give the same, and minutes count too")
  func anyOrder() {
    let steps: [((MeetingStep) -> Event, String, Int32?)] = [
      (Event.meetingBooked, "2026-11-02T09:00:00Z", 30),
      (Event.meetingMissed, "2026-11-04T09:00:00Z", nil),
      (Event.meetingRescheduled, "2026-11-05T09:00:00Z", nil),
      (Event.meetingHeld, "2026-11-10T09:00:00Z", 45),
      (Event.meetingHeld, "2026-11-17T09:00:00Z", 60),
    ]
    for seed in UInt64(1)...20 {
      var dice = ReplayTests.Dice(state: seed)
      var lab = lab()
      for (kind, time, minutes) in steps.shuffled(using: &dice) {
        lab.meeting(kind, "M-1", at: time, metric: "call", minutes: minutes)
      }
      #expect(lab.done("call-minutes", "2026-W46") == 45, "seed \(seed)")
      #expect(lab.done("call-minutes", "2026-W47") == 0, "seed \(seed)")
      #expect(doubts(lab) == ["meeting-ended-twice": 1], "seed \(seed)")
    }
  }

  @Test("retracting and amending a step moves what the meeting counts")
  func corrections() {
    var lab = lab()
    let held = lab.meeting(
      Event.meetingHeld, "M-1", at: "2026-11-10T09:00:00Z", metric: "conversation")
    lab.meeting(Event.meetingHeld, "M-1", at: "2026-11-17T09:00:00Z", metric: "conversation")
    lab.say(.eventRetracted(Retraction(target: CorrectionTarget(id: "h", seq: held))))
    #expect(counted(lab) == [0, 0, 1] && doubts(lab).isEmpty)
    var fix = Amendment(target: CorrectionTarget(id: "h", seq: lab.seq - 1))
    fix.metric = lab.team.symbols.intern("call")
    fix.minutes = 20
    lab.say(.eventAmended(fix))
    #expect(counted(lab) == [0, 0, 0] && lab.done("call-minutes", "2026-W47") == 20)
  }

  @Test("a meeting nobody defined a metric for is a doubt until the playbook has it")
  func metricDefinedLater() {
    var lab = lab()
    lab.meeting(Event.meetingHeld, "M-1", at: "2026-11-17T09:00:00Z")
    #expect(doubts(lab) == ["unknown-metric": 1])
    lab.say(
      .metricDefined(
        MetricDefined(
          metric: "meeting", name: "Meeting", kind: .activity, unit: .count,
          measure: "activity.count")))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "01")))
    #expect(doubts(lab).isEmpty && lab.done("meeting", "2026-W47") == 1)
  }

  @Test("a judged week that a late held meeting changes is revised")
  func lateMeeting() {
    var lab = lab()
    lab.log("conversation", 2, at: "2026-11-17T09:00:00Z")
    lab.advance(to: "2026-11-24T09:00:00Z")
    lab.meeting(Event.meetingHeld, "M-1", at: "2026-11-17T10:00:00Z", metric: "conversation")
    let revised = lab.advance(to: "2026-11-25T09:00:00Z").compactMap(\.revised)
    #expect(revised.first?.lines.map(\.done) == [3])
  }

  @Test("a meeting on a deal is in its trace, and the effect of holding it is told")
  func trace() throws {
    var lab = lab()
    lab.deal(Event.dealOpened, "D-1", at: "2026-11-02T09:00:00Z")
    lab.meeting(
      Event.meetingBooked, "M-1", at: "2026-11-03T09:00:00Z", metric: "conversation", deal: "D-1")
    let held = lab.meeting(
      Event.meetingHeld, "M-1", at: "2026-11-17T09:00:00Z", minutes: 45, deal: "D-1")
    let rows = try #require(lab.team.dealView(lab.symbol("D-1"), now: lab.now)).rows
    #expect(rows.map(\.type).suffix(2) == ["coxswain.meeting.booked", "coxswain.meeting.held"])
    #expect(rows.last?.metric == "conversation" && rows.last?.minutes == 45)
    #expect(lab.team.effects(of: held, now: lab.now).map(\.metric) == ["conversation"])
    #expect(lab.team.effects(of: held - 1, now: lab.now).isEmpty)
  }

  @Test("a person's step on a meeting must fit where it stands, and the answer says what would")
  func decisions() {
    var lab = lab()
    func decide(
      _ kind: (MeetingStep) -> Event, _ meeting: String, metric: String = "",
      by name: String = "ana"
    ) -> Rejection? {
      let step = MeetingStep(
        meeting: lab.team.symbols.intern(meeting), metric: lab.team.symbols.intern(metric))
      let command = Command(
        event: kind(step), subject: lab.team.symbols.intern(name), time: lab.now,
        by: lab.team.viewer(named: name) ?? .system)
      do {
        _ = try lab.team.decide(command, now: lab.now)
        return nil
      } catch { return error }
    }
    #expect(decide(Event.meetingMissed, "M-1", metric: "call")?.kind == .notFound)
    #expect(decide(Event.meetingRescheduled, "M-1")?.kind == .notFound, "it was never booked")
    #expect(decide(Event.meetingBooked, "M-1")?.pointer == "/data/metric")
    #expect(decide(Event.meetingBooked, "M-1", metric: "conversation") == nil)
    lab.meeting(Event.meetingBooked, "M-1", at: "2026-11-03T09:00:00Z", metric: "conversation")
    #expect(decide(Event.meetingBooked, "M-1")?.message.contains("already booked") == true)
    #expect(decide(Event.meetingHeld, "M-1", by: "ben")?.kind == .denied)
    lab.meeting(Event.meetingMissed, "M-1", at: "2026-11-04T09:00:00Z")
    #expect(decide(Event.meetingHeld, "M-1")?.message.contains("no-show") == true)
    #expect(decide(Event.meetingRescheduled, "M-1") == nil)
    lab.meeting(Event.meetingRescheduled, "M-1", at: "2026-11-05T09:00:00Z")
    lab.meeting(Event.meetingHeld, "M-1", at: "2026-11-06T09:00:00Z")
    #expect(decide(Event.meetingMissed, "M-1")?.message.contains("already held") == true)
  }
}
