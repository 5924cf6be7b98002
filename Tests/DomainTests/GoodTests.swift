import Domain
import Testing

@Suite("What good looks like")
struct GoodTests {
  private static let more = ["cal", "dee", "eva"]

  /// Members with conversations on deals, of which some were opened.
  private func lab(_ members: [(name: String, talks: Int, opened: Int)]) -> Lab {
    var lab = Lab.funnel()
    for name in Self.more {
      lab.say(
        .memberJoined(
          MemberJoined(
            member: name, name: name, role: .rep, manager: "greg", zone: "Europe/Berlin",
            unix: [name], from: Lab.day("2026-01-01"))))
    }
    lab.say(.playbookApplied(PlaybookApplied(sha256: "f2")))
    for (name, talks, opened) in members {
      for deal in 0..<talks {
        let id = "\(name)-\(deal)"
        lab.log(of: name, at: Lab.time(0), deal: id)
        if deal < opened {
          lab.deal(
            Event.dealOpened, id, of: name, at: Lab.time(5), amount: 100, currency: "EUR")
        }
      }
    }
    return lab
  }

  private func row(
    _ lab: inout Lab, for name: String, _ metric: String = "conversation"
  ) -> GoodRow? {
    let viewer = lab.team.viewer(named: name) ?? .system
    return lab.team.goodView(viewer, metric: lab.symbol(metric), now: lab.now).first
  }

  /// Logs a talk of ana's on an account, some days after 1 March.
  private func lead(_ lab: inout Lab, _ account: String, days: Int) {
    var activity = Activity(metric: lab.symbol("conversation"))
    activity.account = lab.team.symbols.intern(account)
    lab.say(
      .activityLogged(activity), source: "/dialer/1", subject: "ana",
      time: TestZones.at(Lab.time(days)))
  }

  @Test("the best is best by rate and not by volume, and an example of theirs is told")
  func best() throws {
    var lab = lab([
      ("ana", 12, 10), ("ben", 60, 20), ("cal", 12, 3), ("dee", 12, 3), ("eva", 12, 4),
    ])
    let row = try #require(row(&lab, for: "ana"))
    #expect(row.members == 5 && row.trials == 108 && row.to == "opened")
    #expect(row.team?.four == (40.0 / 108).four)
    #expect(row.best ?? 0 > 0.5 && row.best ?? 1 < 10.0 / 12, "between her own rate and her peers'")
    let example = try #require(row.example)
    #expect(example.deal == "ana-9" && example.days == 5)
    #expect(example.touches.map(\.metric) == ["conversation"])
    #expect(example.touches.map(\.count) == [1])
  }

  @Test("what was done on the account before there was a deal is a part of the example")
  func leads() throws {
    var lab = lab([("ben", 12, 3), ("cal", 12, 3), ("dee", 12, 3), ("eva", 12, 4)])
    for account in 0..<12 {
      lead(&lab, "acc-\(account)", days: 0)
      lead(&lab, "acc-\(account)", days: 2)
      lead(&lab, "acc-\(account)", days: 9)
      guard account < 10 else { continue }
      lab.deal(
        Event.dealOpened, "L-\(account)", at: Lab.time(5), amount: 100, currency: "EUR",
        account: "acc-\(account)")
    }
    let example = try #require(row(&lab, for: "ana")?.example)
    #expect(example.deal == "L-9" && example.days == 5)
    // The talk of the ninth day came after the deal was opened.
    #expect(example.touches.map(\.count) == [2], "two talks before it was opened")
  }

  @Test("an example has the activity that it is about; the newest success with one is told")
  func part() throws {
    var lab = lab([
      ("ana", 12, 10), ("ben", 60, 20), ("cal", 12, 3), ("dee", 12, 3), ("eva", 12, 4),
    ])
    lab.say(
      .metricDefined(
        MetricDefined(
          metric: "letter", name: "Letter", kind: .activity, unit: .count,
          measure: "activity.count", serves: "opened")))
    lab.say(.playbookApplied(PlaybookApplied(sha256: "f3")))
    #expect(row(&lab, for: "ana", "letter")?.example == nil, "nobody wrote one")
    #expect(row(&lab, for: "ana", "letter")?.best != nil)
    lab.log("letter", at: Lab.time(3), deal: "ana-4")
    lab.log("letter", at: Lab.time(3), deal: "ana-2")
    lab.log("letter", at: Lab.time(6), deal: "ana-7")
    let example = try #require(row(&lab, for: "ana", "letter")?.example)
    #expect(example.deal == "ana-4" && example.touches.map(\.count) == [1, 1])
    #expect(row(&lab, for: "ana")?.example?.deal == "ana-9")
  }

  @Test("which deal it was is told to who may see it, and to nobody else")
  func sight() throws {
    var lab = lab([
      ("ana", 12, 10), ("ben", 60, 20), ("cal", 12, 3), ("dee", 12, 3), ("eva", 12, 4),
    ])
    #expect(row(&lab, for: "greg")?.example?.deal == "ana-9")
    let other = try #require(row(&lab, for: "ben")?.example)
    #expect(other.deal == nil && other.days == 5)
  }

  @Test("among four the best would be a name, and none is told")
  func few() throws {
    var lab = lab([("ana", 12, 10), ("ben", 60, 20), ("cal", 12, 3), ("dee", 12, 3), ("eva", 9, 4)])
    let row = try #require(row(&lab, for: "greg"))
    #expect(row.members == 4 && row.best == nil && row.example == nil && row.team == nil)
  }
}
