import Domain
import Testing

@Suite("Replay")
struct ReplayTests {
  /// A small generator of its own, so that a seed means the same everywhere.
  struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private let people = ["ana", "ben", "greg", "77", "nobody"]
  private let sources = ["/dialer/1", "/crm/1", "/crm/2"]

  /// One random thing that can happen to a team.
  private func step(_ lab: inout Lab, _ dice: inout Dice, _ captures: inout [UInt64]) {
    let day = Int.random(in: 0..<140, using: &dice)
    let second = Int64(day * 86_400 + Int.random(in: 0..<86_400, using: &dice))
    let time = TestZones.at("2026-07-01T00:00:00Z").adding(seconds: second).rfc3339
    let subject = people.randomElement(using: &dice) ?? "ana"
    let source = sources.randomElement(using: &dice) ?? "/crm/1"
    let deal = "D-\(Int.random(in: 0..<8, using: &dice))"
    switch Int.random(in: 0..<100, using: &dice) {
    case 0..<45:
      let metric = ["conversation", "call", "mystery"].randomElement(using: &dice) ?? "call"
      captures.append(
        lab.log(
          metric, Int32.random(in: 0..<4, using: &dice), of: subject, at: time,
          minutes: Bool.random(using: &dice) ? 7 : nil,
          deal: Bool.random(using: &dice) ? deal : "", source: source))
    case 45..<66:
      let kinds = [
        Event.dealOpened, Event.dealAdvanced, Event.dealWon, Event.dealLost, Event.dealReopened,
        Event.creditNoted,
      ]
      if Int.random(in: 0..<9, using: &dice) == 0 {
        captures.append(lab.handOver(deal, to: subject, at: time))
        return
      }
      let kind = kinds.randomElement(using: &dice) ?? Event.dealOpened
      captures.append(
        lab.deal(
          kind, deal, of: subject, at: time,
          stage: ["lead", "proposal"].randomElement(using: &dice) ?? "",
          amount: Bool.random(using: &dice) ? 100 : nil, currency: "EUR",
          credit: Bool.random(using: &dice) ? [("77", 3_333), ("ben", 6_667)] : []))
    case 66..<70:
      let kinds = [Event.meetingBooked, Event.meetingHeld, Event.meetingMissed]
      let kind = kinds.randomElement(using: &dice) ?? Event.meetingHeld
      captures.append(
        lab.meeting(
          kind, "M-\(Int.random(in: 0..<6, using: &dice))", of: subject, at: time,
          metric: Bool.random(using: &dice) ? "call" : "", minutes: 9,
          deal: Bool.random(using: &dice) ? deal : ""))
    case 70..<78:
      var fix = Amendment(
        target: CorrectionTarget(id: "x", seq: captures.randomElement(using: &dice)))
      fix.count = 2
      fix.amount = 50
      if Bool.random(using: &dice) { fix.deal = lab.team.symbols.intern(deal) }
      if Bool.random(using: &dice) { fix.metric = lab.team.symbols.intern("conversation") }
      lab.say(.eventAmended(fix))
    case 78..<85:
      lab.say(
        .eventRetracted(
          Retraction(target: CorrectionTarget(id: "x", seq: captures.randomElement(using: &dice)))))
    case 85..<87:
      let first = LocalDay(days: Int32(TestZones.at(time).seconds / 86_400))
      let last = first.adding(days: Int.random(in: 0..<10, using: &dice))
      captures.append(lab.away("\(first)", "\(last)", of: subject, source: source))
    case 87..<91:
      changeFacts(&lab, &dice)
    default:
      lab.now = lab.now.adding(seconds: Int64.random(in: 0..<900_000, using: &dice))
      lab.judge()
    }
  }

  private func changeFacts(_ lab: inout Lab, _ dice: inout Dice) {
    let from = TestZones.at("2026-07-01T00:00:00Z").seconds / 86_400
    let day = LocalDay(days: Int32(from) + Int32.random(in: 0..<140, using: &dice))
    switch Int.random(in: 0..<9, using: &dice) {
    case 6:
      lab.say(
        .memberMoved(
          MemberMoved(
            member: "ana", segment: Bool.random(using: &dice) ? "ae" : "",
            calendar: Bool.random(using: &dice) ? "spain" : "",
            ramp: Ramp(name: "r", from: day, steps: [Ramp.Step(weeks: 3, percent: 50)]),
            from: day)))
    case 7:
      lab.say(
        .calendarDefined(
          CalendarDefined(
            zone: "Europe/Berlin", holidays: [Holiday(day: .once(day), name: "Off")],
            calendars: [OwnCalendar(name: "spain", workingDays: [.monday, .tuesday])])))
    case 8:
      lab.say(.metricEnded(MetricEnded(metric: "mystery", from: day)))
      lab.say(.teamDefined(TeamDefined(managerSeesAfterSeconds: 3_600)))
    case 0:
      lab.say(
        .memberMoved(
          MemberMoved(
            member: "ana",
            aliases: [Alias(pattern: "/crm/*", ids: Bool.random(using: &dice) ? ["77"] : [])],
            from: day)))
    case 1:
      let zone = ["Asia/Tokyo", "America/New_York"].randomElement(using: &dice)
      lab.say(.memberMoved(MemberMoved(member: "ben", zone: zone, from: day)))
    case 2:
      lab.say(
        .quotaProposed(
          QuotaProposed(
            quota: "q/\(lab.seq)", member: "ben", metric: "conversation",
            weekly: Int64.random(in: 0..<9, using: &dice), from: day)))
    case 3:
      lab.say(
        .metricDefined(
          MetricDefined(
            metric: "mystery", name: "Mystery", kind: .activity, unit: .count,
            measure: "activity.count")))
    case 4:
      lab.say(
        .calendarDefined(
          CalendarDefined(
            weekStarts: Bool.random(using: &dice) ? .monday : .sunday,
            workingDays: Bool.random(using: &dice) ? [.monday, .friday] : Weekday.allCases,
            zone: "Europe/Berlin")))
    default:
      lab.say(.memberLeft(MemberLeft(member: "greg", from: day)))
    }
    if Bool.random(using: &dice) { lab.say(.playbookApplied(PlaybookApplied(sha256: "x"))) }
  }

  @Test("a replayed log gives the team that lived through it", arguments: 1...40)
  func replayed(_ seed: Int) {
    var dice = Dice(state: UInt64(seed))
    var lab = Lab.acme(appliedAt: "2026-08-10T00:00:00Z")
    var captures: [UInt64] = []
    for _ in 0..<400 { step(&lab, &dice, &captures) }
    var again = lab.replayed()
    #expect(Picture(again, now: lab.now) == Picture(lab.team, now: lab.now))
    // What the restarted team would judge next is what the living one would.
    lab.now = lab.now.adding(seconds: 4_000_000)
    var mine: [Event] = []
    var theirs: [Event] = []
    var seq = lab.seq
    while let events = again.nextJudgement(now: lab.now) {
      for event in events {
        seq += 1
        theirs.append(event)
        again.evolve(
          event,
          Stamp(
            seq: seq, at: lab.now, by: lab.symbol("daemon"), source: lab.symbol("/coxswaind"),
            time: lab.now))
      }
    }
    mine = lab.judge()
    #expect(mine == theirs)
  }

  @Test("captures that come in rows lead where each by itself leads", arguments: 1...20)
  func rows(_ seed: Int) {
    var dice = Dice(state: UInt64(seed) &* 7_919)
    var lab = Lab.acme(appliedAt: "2026-08-10T00:00:00Z")
    var captures: [UInt64] = []
    for _ in 0..<400 { step(&lab, &dice, &captures) }
    let again = lab.replayedInRows()
    #expect(again.lastSeq == lab.team.lastSeq && again.lastAt == lab.team.lastAt)
    #expect(Picture(again, now: lab.now) == Picture(lab.team, now: lab.now))
  }

  @Test("every number is what its records add up to, and every target what its days ask")
  func why() throws {
    for seed in 1...20 {
      var dice = Dice(state: UInt64(seed) &* 104_729)
      var lab = Lab.acme()
      var captures: [UInt64] = []
      for _ in 0..<200 { step(&lab, &dice, &captures) }
      lab.team.settle()
      for (member, ordinal) in product(["ana", "ben", "greg"], 2947..<2968) {
        let label = WeekLabel(containing: LocalDay(days: Int32(ordinal * 7)))
        for metric in lab.team.roster.metrics {
          let why = try #require(
            lab.team.whyView(lab.symbol(member), week: label, metric: metric.id, now: lab.now))
          for row in why.rows {
            let sum = row.events.reduce(0) { $0 + $1.adds }
            #expect(sum == row.row.done, "seed \(seed), \(member) \(label) \(row.row.metric)")
            guard let target = row.row.target, why.judged == nil else { continue }
            let asked = row.days.reduce(Rational.zero) { $0 + $1.asks }
            #expect(asked == target, "seed \(seed), \(member) \(label) \(row.row.metric)")
          }
        }
      }
    }
  }

  private func product(_ names: [String], _ weeks: Range<Int>) -> [(String, Int)] {
    names.flatMap { name in weeks.map { (name, $0) } }
  }

  @Test("captures in any order of arrival give the same cells and deals", arguments: 1...30)
  func anyOrder(_ seed: Int) {
    var dice = Dice(state: UInt64(seed) &* 7_919)
    var captures: [(event: Event, subject: String, source: String, time: Instant)] = []
    var lab = Lab.acme()
    lab.now = TestZones.at("2026-10-01T00:00:00Z")
    for number in 0..<250 {
      let second = Int64(number * 7_919 + Int.random(in: 0..<7_000, using: &dice))
      let time = TestZones.at("2026-09-01T00:00:00Z").adding(seconds: second)
      let deal = lab.team.symbols.intern("D-\(Int.random(in: 0..<9, using: &dice))")
      let subject = people.randomElement(using: &dice) ?? "ana"
      if Bool.random(using: &dice) {
        let metric = Bool.random(using: &dice) ? "conversation" : "call"
        captures.append(
          (
            .activityLogged(
              Activity(metric: lab.team.symbols.intern(metric), deal: deal, count: 2, minutes: 5)),
            subject, "/crm/1", time
          ))
      } else {
        let kinds = [
          Event.dealOpened, Event.dealAdvanced, Event.dealWon, Event.dealLost, Event.dealReopened,
          Event.creditNoted,
        ]
        let kind = kinds.randomElement(using: &dice) ?? Event.dealOpened
        let stage = lab.team.symbols.intern(Bool.random(using: &dice) ? "proposal" : "lead")
        captures.append(
          (
            kind(DealStep(deal: deal, stage: stage, amount: Int64(number))), subject, "/crm/1",
            time
          ))
      }
    }
    var other = lab
    for capture in captures {
      lab.say(
        capture.event, source: capture.source, subject: capture.subject, time: capture.time)
    }
    for capture in captures.shuffled(using: &dice) {
      other.say(
        capture.event, source: capture.source, subject: capture.subject, time: capture.time)
    }
    #expect(cells(lab) == cells(other))
    #expect(
      lab.team.dealsView(list: true, now: lab.now) == other.team.dealsView(list: true, now: lab.now)
    )
    #expect(traces(lab) == traces(other))
    #expect(
      lab.team.doubtsView().map { "\($0.kind) \($0.count)" }
        == other.team.doubtsView().map { "\($0.kind) \($0.count)" })
    #expect(cells(lab).contains { $0.done > 2 })
  }

  private func cells(_ lab: Lab) -> [CountRow] {
    lab.team.roster.metrics.flatMap { lab.team.countsView(metric: $0.id) }
  }

  private func traces(_ lab: Lab) -> [[DealTraceRow]] {
    (0..<9).map { number in
      let rows = lab.team.dealView(lab.symbol("D-\(number)"), now: lab.now)?.rows ?? []
      return rows.map { row in
        var row = row
        row.seq = 0
        return row
      }
    }
  }
}
