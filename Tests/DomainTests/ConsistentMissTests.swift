import Domain
import Testing

@Suite("Consistent miss")
struct ConsistentMissTests {
  /// Plays weeks of conversations against a quota from W40 of 2026 on; gives what each week's end raised.
  private func play(_ weeks: [Int], quota: Int64 = 8) -> (lab: Lab, raised: [AlertRaised?]) {
    var lab = Lab.acme(quota: quota)
    lab.now = TestZones.at("2026-09-28T06:00:00Z")
    var raised: [AlertRaised?] = []
    for (number, count) in weeks.enumerated() {
      let monday = LocalDay("2026-09-28").map { $0.adding(days: 7 * number) } ?? LocalDay(days: 0)
      // The source is alive in every week, whatever ana does.
      lab.log("call", of: "ben", at: "\(monday)T15:00:00Z")
      if count > 0 {
        lab.log("conversation", Int32(count), at: "\(monday.adding(days: 1))T09:00:00Z")
      }
      let events = lab.advance(to: "\(monday.adding(days: 7))T18:00:00Z")
      raised.append(events.compactMap(\.raised).first { $0.member == lab.symbol("ana") })
    }
    return (lab, raised)
  }

  private func levels(_ raised: [AlertRaised?]) -> [String] {
    raised.map { $0.map(\.level.rawValue) ?? "-" }
  }

  @Test("M3: 6,5,6 is a watch with P 0.0871")
  func watch() throws {
    let raised = play([6, 5, 6]).raised
    #expect(levels(raised) == ["-", "-", "watch"])
    let alert = try #require(raised[2])
    #expect(alert.p.four == 0.0871)
    #expect(alert.total == 17 && alert.mean == 24 && alert.run == 3 && alert.phi == 1)
    #expect(alert.done == [6, 5, 6])
    #expect(alert.targets == [Rational(8), Rational(8), Rational(8)])
    #expect(alert.weeks.map(\.description) == ["2026-W40", "2026-W41", "2026-W42"])
    #expect(alert.rule == "consistent-miss" && alert.version == 1 && !alert.history)
  }

  @Test("M3: 6,5,6,6,5 stays a watch in week 4 and is a conversation in week 5 with P 0.0294")
  func conversation() throws {
    let (lab, raised) = play([6, 5, 6, 6, 5])
    #expect(levels(raised) == ["-", "-", "watch", "-", "conversation"])
    let alert = try #require(raised[4])
    #expect(alert.p.four == 0.0294)
    #expect(alert.total == 28 && alert.mean == 40 && alert.run == 5)
    let run = [6, 5, 6, 6].map { AskedWeek(label: alert.weeks[0], done: $0, target: Rational(8)) }
    let fourth = try #require(ConsistentMiss.judge(run[...], phi: 1))
    #expect(fourth.level == .watch && fourth.p.four == 0.0610)
    let ana = try #require(lab.team.viewer(named: "ana"))
    let rows = lab.team.alertsView(ana, now: lab.now)
    #expect(rows.map(\.state) == [.open, .cleared])
    #expect(rows.map(\.reason) == [nil, .superseded])
  }

  @Test("M3: 8,5,5,4 is a conversation in week 4 with P 0.0198, told once")
  func straightToConversation() throws {
    let raised = play([8, 5, 5, 4]).raised
    #expect(levels(raised) == ["-", "-", "-", "conversation"])
    let alert = try #require(raised[3])
    #expect(alert.p.four == 0.0198)
    #expect(alert.total == 14 && alert.mean == 24)
  }

  @Test("M3: 7,7,7,7,7,7 is a watch from week 3 and a conversation at week 6 by its length")
  func longRun() throws {
    let raised = play([7, 7, 7, 7, 7, 7]).raised
    #expect(levels(raised) == ["-", "-", "watch", "-", "-", "conversation"])
    #expect(try #require(raised[5]).p.four == 0.2162)
  }

  @Test("M3: 6,9,5,6 is nothing, and 8,2,9 is nothing")
  func noise() {
    #expect(levels(play([6, 9, 5, 6]).raised) == ["-", "-", "-", "-"])
    #expect(levels(play([8, 2, 9]).raised) == ["-", "-", "-"])
  }

  @Test("M3: a prorated run 8, 8, 6.4 with 6,5,4 has mean 22.4 and P 0.0659: a watch")
  func prorated() throws {
    var lab = Lab.acme(from: "2026-09-28")
    lab.say(
      .memberLeft(MemberLeft(member: "ana", from: LocalDay("2026-10-16") ?? LocalDay(days: 0))))
    lab.now = TestZones.at("2026-09-28T06:00:00Z")
    var raised: [AlertRaised] = []
    for (monday, count) in [("2026-09-28", 6), ("2026-10-05", 5), ("2026-10-12", 4)] {
      lab.log("conversation", Int32(count), at: "\(monday)T09:00:00Z")
      let end = LocalDay(monday)?.adding(days: 7) ?? LocalDay(days: 0)
      raised += lab.advance(to: "\(end)T18:00:00Z").compactMap(\.raised)
    }
    let alert = try #require(raised.first)
    #expect(raised.count == 1 && alert.level == .watch)
    #expect(alert.targets == [Rational(8), Rational(8), Rational(32, 5)])
    #expect(alert.mean == 22.4 && alert.total == 15)
    #expect(alert.p.four == 0.0659)
  }

  @Test("M3: with a prorated target of 6.4, six is a miss and seven is a hit")
  func unrounded() {
    #expect(AskedWeek(label: label, done: 6, target: Rational(32, 5)).isMiss)
    #expect(!AskedWeek(label: label, done: 7, target: Rational(32, 5)).isMiss)
    #expect(!AskedWeek(label: label, done: 8, target: Rational(8)).isMiss)
  }

  private var label: WeekLabel { WeekLabel(containing: LocalDay(days: 20_000)) }

  private func run(_ counts: [Int64], target: Int64 = 8) -> ArraySlice<AskedWeek> {
    counts.map { AskedWeek(label: label, done: $0, target: Rational(target)) }[...]
  }

  @Test("M3: wide spread takes a conversation back: 28 of 40 at phi 2 and 4.5, 42 of 48 at phi 2")
  func widePhi() throws {
    let two = try #require(ConsistentMiss.judge(run([6, 5, 6, 6, 5]), phi: 2))
    #expect(two.level == .watch && two.p.four == 0.0899)
    let wide = try #require(ConsistentMiss.judge(run([6, 5, 6, 6, 5]), phi: 4.5))
    #expect(wide.level == .watch && wide.p.four == 0.1855)
    // The length of a run alone says nothing where weeks spread this wide.
    #expect(ConsistentMiss.judge(run([7, 7, 7, 7, 7, 7]), phi: 2)?.level == .watch)
    let far = try #require(ConsistentMiss.judge(run([33, 33, 34], target: 80), phi: 4.5))
    #expect(far.total == 100 && far.mean == Rational(240) && far.level == .conversation)
  }

  @Test("a shortfall below a tenth of what the run asked is nothing")
  func smallShortfall() {
    #expect(ConsistentMiss.judge(run([19, 19, 19, 19, 19, 19], target: 20), phi: 1) == nil)
    #expect(ConsistentMiss.judge(run([18, 18, 18], target: 20), phi: 1)?.level == .watch)
    #expect(ConsistentMiss.judge(run([18, 18, 19], target: 20), phi: 1) == nil)
  }

  @Test("each level is told once a run, and a hit ends the run and its alert")
  func onceARun() throws {
    let (lab, raised) = play([6, 5, 6, 6, 6, 8, 6, 5, 6])
    #expect(levels(raised) == ["-", "-", "watch", "-", "conversation", "-", "-", "-", "watch"])
    let ana = try #require(lab.team.viewer(named: "ana"))
    let rows = lab.team.alertsView(ana, now: lab.now)
    #expect(rows.map(\.reason) == [nil, .met, .superseded])
  }

  @Test("phi of one's own weeks holds a conversation back")
  func ownPhi() throws {
    let raised = play([2, 14, 3, 15, 1, 12, 4, 3, 4]).raised
    // 11 of 24 would be a conversation by Poisson (P 0.0030).
    let alert = try #require(raised[8])
    #expect(alert.phi > 4)
    #expect(alert.level == .watch)
    #expect(alert.p > 0.05)
    #expect(Poisson.atMost(11, mean: 24) < 0.05)
  }

  @Test("unknown weeks neither break nor extend a run")
  func unknownWeeks() throws {
    var lab = Lab.acme()
    lab.now = TestZones.at("2026-09-28T06:00:00Z")
    var raised: [[AlertLevel]] = []
    for (monday, count) in [
      ("2026-09-28", 6), ("2026-10-05", 5), ("2026-10-12", 0), ("2026-10-19", 0),
      ("2026-10-26", 6),
    ] {
      if count > 0 { lab.log("conversation", Int32(count), at: "\(monday)T09:00:00Z") }
      let end = LocalDay(monday)?.adding(days: 7) ?? LocalDay(days: 0)
      let events = lab.advance(to: "\(end)T18:00:00Z")
      raised.append(events.compactMap(\.raised).map(\.level))
    }
    #expect(raised == [[], [], [], [], [.watch]])
    let ana = try #require(lab.team.viewer(named: "ana"))
    let says = try #require(lab.team.alertsView(ana, now: lab.now).first?.says)
    #expect(says.contains("in each of the weeks 2026-W40, W41 and W44: 17 "), "\(says)")
  }

  @Test("the rule can be switched off, which ends what it raised")
  func switchedOff() throws {
    var (lab, raised) = play([6, 5, 6])
    #expect(raised[2] != nil)
    lab.say(.ruleSet(RuleSet(rule: "consistent-miss", enabled: false)))
    #expect(lab.judge().compactMap(\.cleared).map(\.reason) == [.ruleOff])
    lab.log("conversation", 5, at: "2026-10-20T09:00:00Z")
    let events = lab.advance(to: "2026-10-26T18:00:00Z")
    #expect(events.compactMap(\.raised).isEmpty)
    #expect(events.compactMap(\.closed).allSatisfy { $0.rules.isEmpty })
  }

  @Test("at most one conversation is open with a member; the other stays a watch until it is over")
  func oneConversation() throws {
    var lab = Lab.acme()
    lab.say(
      .metricDefined(
        MetricDefined(
          metric: "demo", name: "Demo", kind: .activity, unit: .count, measure: "activity.count")))
    lab.say(
      .quotaProposed(
        QuotaProposed(quota: "q2", member: "ana", metric: "demo", weekly: 20, from: nil)))
    lab.now = TestZones.at("2026-09-28T06:00:00Z")
    var raised: [AlertRaised] = []
    for monday in ["2026-09-28", "2026-10-05", "2026-10-12"] {
      lab.log("conversation", 4, at: "\(monday)T09:00:00Z")
      lab.log("demo", 5, at: "\(monday)T10:00:00Z")
      let end = LocalDay(monday)?.adding(days: 7) ?? LocalDay(days: 0)
      raised += lab.advance(to: "\(end)T18:00:00Z").compactMap(\.raised)
    }
    #expect(raised.map(\.level) == [.conversation, .watch])
    #expect(raised.map { lab.team.symbols.text($0.metric) } == ["demo", "conversation"])
  }
}
