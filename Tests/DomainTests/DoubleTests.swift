import Domain
import Testing

@Suite("Doubles")
struct DoubleTests {
  private func lab() -> Lab {
    var lab = Lab.acme()
    lab.now = TestZones.at("2026-11-18T09:00:00Z")
    return lab
  }

  private func doubles(_ lab: Lab) -> [UInt64] {
    lab.team.doubtsView().first { $0.kind == .suspectedDouble }?.examples ?? []
  }

  @Test("C22: the same call from two sources is told with both records, and counts as recorded")
  func suspected() {
    var lab = lab()
    let dialer = lab.log("conversation", at: "2026-11-17T09:00:10Z", deal: "D-1")
    let crm = lab.log(
      "conversation", of: "77", at: "2026-11-17T09:00:50Z", deal: "D-1", source: "/crm/1")
    #expect(doubles(lab) == [dialer, crm], "also where the second source names an alias")
    #expect(lab.team.doubt(about: crm) == .suspectedDouble)
    #expect(lab.done("conversation", "2026-W47") == 2, "nothing is merged")
  }

  @Test("C22: beyond two minutes, on another deal, of another metric or member it is no double")
  func different() {
    var lab = lab()
    lab.log("conversation", at: "2026-11-17T09:02:59Z", deal: "D-1")
    lab.log("conversation", at: "2026-11-17T09:00:10Z", deal: "D-1")
    for (metric, member, time, deal) in [
      ("conversation", "ana", "2026-11-17T09:05:00Z", "D-1"),
      ("conversation", "ana", "2026-11-17T08:58:09Z", "D-1"),
      ("conversation", "ana", "2026-11-17T09:00:10Z", "D-2"),
      ("call", "ana", "2026-11-17T09:00:10Z", "D-1"),
      ("conversation", "ben", "2026-11-17T09:00:10Z", "D-1"),
    ] {
      lab.log(metric, of: member, at: time, deal: deal, source: "/crm/1")
    }
    #expect(doubles(lab).isEmpty)
  }

  @Test("C22: two minutes on either side, across the minute, and a deal that one does not say")
  func near() {
    for time in ["2026-11-17T09:31:01Z", "2026-11-17T09:32:59Z", "2026-11-17T09:28:59Z"] {
      var lab = lab()
      let first = lab.log("conversation", at: "2026-11-17T09:30:59Z", deal: "D-1")
      let second = lab.log("conversation", at: time, source: "/crm/1")
      #expect(doubles(lab) == [first, second], "\(time)")
    }
    var lab = lab()
    lab.log("conversation", at: "2026-11-17T09:30:00Z")
    let nearest = lab.log("conversation", at: "2026-11-17T09:31:00Z")
    let second = lab.log("conversation", at: "2026-11-17T09:31:10Z", source: "/crm/1")
    #expect(doubles(lab) == [nearest, second], "the nearest of two is meant")
  }

  /// Logs a conversation with an account and a contact.
  private func log(
    _ lab: inout Lab, _ time: String, _ account: String, _ contact: String = "",
    minutes: Int32? = nil, source: String = "/dialer/1"
  ) -> UInt64 {
    var activity = Activity(metric: lab.team.symbols.intern("conversation"), minutes: minutes)
    let (company, person) = (Array(account.utf8), Array(contact.utf8))
    activity.counterpart.account = Counterpart.mark(company.span)
    activity.counterpart.contact = Counterpart.mark(person.span)
    return lab.say(
      .activityLogged(activity), source: source, subject: "ana", time: TestZones.at(time))
  }

  @Test("C22: with another account or contact it is no double; who is not named fits everybody")
  func counterpart() {
    var apart = lab()
    _ = log(&apart, "2026-11-17T09:20:05Z", "alpha", "Anna", minutes: 1)
    _ = log(&apart, "2026-11-17T09:20:50Z", "omega", "Zoe", minutes: 9, source: "/crm/1")
    _ = log(&apart, "2026-11-17T09:20:50Z", "alpha", "Zoe", minutes: 9, source: "/crm/1")
    #expect(doubles(apart).isEmpty)
    var same = lab()
    let first = log(&same, "2026-11-17T09:20:05Z", "alpha", "Anna", minutes: 1)
    let second = log(&same, "2026-11-17T09:20:50Z", "Alpha", minutes: 9, source: "/crm/1")
    #expect(doubles(same) == [first, second])
  }

  @Test(
    "C22: one source that tells the same call twice is suspected, also when facts changed since")
  func repeated() {
    var lab = lab()
    _ = log(&lab, "2026-11-17T08:00:00Z", "alpha", "Anna", minutes: 6)
    let first = log(&lab, "2026-11-17T09:30:59Z", "alpha", "Anna", minutes: 7)
    let second = log(&lab, "2026-11-17T09:31:01Z", "alpha", "Anna", minutes: 7)
    _ = log(&lab, "2026-11-17T09:31:30Z", "alpha", "Anna", minutes: 8)
    _ = log(&lab, "2026-11-17T09:31:40Z", "alpha", "Bea", minutes: 8)
    #expect(doubles(lab) == [first, second])
    #expect(lab.replayed().doubtsView() == lab.team.doubtsView())
    lab.say(
      .metricDefined(
        MetricDefined(
          metric: "demo", name: "Demo", kind: .activity, unit: .count, measure: "activity.count")))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "01")))
    #expect(doubles(lab) == [first, second])
  }

  @Test("each record is in one pair: redialling within a minute is not doubled over and over")
  func onePair() {
    for seed in UInt64(1)...20 {
      var dice = ReplayTests.Dice(state: seed)
      var lab = lab()
      for source in ["/dialer/1", "/dialer/1", "/dialer/1", "/crm/1", "/crm/1"]
        .shuffled(using: &dice)
      {
        lab.log("conversation", at: "2026-11-17T09:00:10Z", source: source)
      }
      #expect(doubles(lab).count == 4 && Set(doubles(lab)).count == 4, "seed \(seed)")
    }
  }

  @Test("amending or retracting one of the two settles the matter, for good")
  func settled() {
    var lab = lab()
    var seqs: [UInt64] = []
    for source in ["/dialer/1", "/crm/1"] {
      for hour in ["08", "09"] {
        seqs.append(lab.log("conversation", at: "2026-11-17T\(hour):00:10Z", source: source))
      }
    }
    #expect(doubles(lab) == [seqs[0], seqs[2], seqs[1], seqs[3]])
    lab.say(.eventRetracted(Retraction(target: CorrectionTarget(id: "a", seq: seqs[0]))))
    var fix = Amendment(target: CorrectionTarget(id: "b", seq: seqs[3]))
    fix.minutes = 3
    lab.say(.eventAmended(fix))
    #expect(doubles(lab).isEmpty)
    lab.say(
      .metricDefined(
        MetricDefined(
          metric: "demo", name: "Demo", kind: .activity, unit: .count, measure: "activity.count")))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "01")))
    #expect(doubles(lab).isEmpty)
  }

  @Test("an alias or a metric declared later finds the doubles there were")
  func later() {
    var lab = lab()
    let first = lab.log("conversation", of: "99", at: "2026-11-17T09:00:10Z", source: "/crm/1")
    let second = lab.log("conversation", of: "ben", at: "2026-11-17T09:00:20Z")
    #expect(doubles(lab).isEmpty)
    lab.say(
      .memberMoved(
        MemberMoved(
          member: "ben", aliases: [Alias(pattern: "/crm/*", ids: ["99"])],
          from: LocalDay("2026-11-01") ?? LocalDay(days: 0))))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "01")))
    #expect(doubles(lab) == [first, second])
  }

  @Test("a minute with more records than anybody makes by hand is looked through up to a bound")
  func bulk() {
    var lab = lab()
    for number in 0..<2_000 {
      lab.log(
        "conversation", at: "2026-11-17T00:00:00Z",
        source: number % 2 == 0 ? "/dialer/1" : "/crm/1")
    }
    #expect((1...16).contains(lab.team.doubtsView().first?.count ?? 0))
  }
}
