import Calendars
import Domain
import Playbook
import Testing

@Suite("What a playbook would change")
struct PlaybookDifferenceTests {
  static let applying = Instant(rfc3339: "2026-11-18T23:30:00Z") ?? .distantPast

  /// The zones these tests live in, built once.
  static let tables = Dictionary(
    uniqueKeysWithValues: ["Europe/Paris", "Europe/Madrid", "America/New_York"].map {
      ($0, Calendars.zoneTable($0))
    })
  static func zone(_ name: String) -> ZoneTable? { tables[name] ?? nil }

  /// A team that playbooks are applied to, one after the other.
  struct World {
    var team = Team(zones: { PlaybookDifferenceTests.zone($0) })
    var seq: UInt64 = 0

    mutating func apply(_ text: String, at: Instant = applying) throws -> [Event] {
      let file = try Playbook.read(text, knowsZone: Calendars.knows)
      let events = file.events(against: team.facts, at: at, zones: PlaybookDifferenceTests.zone)
      for event in events {
        seq += 1
        team.evolve(
          event,
          Stamp(
            seq: seq, at: at, by: .none, source: team.symbols.intern("/coxswaind"), subject: .none,
            time: at))
      }
      return events
    }

    /// Somebody's own word, as the daemon would have recorded it.
    mutating func say(_ event: Event, by name: String) {
      seq += 1
      team.evolve(
        event,
        Stamp(
          seq: seq, at: PlaybookDifferenceTests.applying, by: team.symbols.intern(name),
          source: team.symbols.intern("/cox/\(name)"), subject: team.symbols.intern(name),
          time: PlaybookDifferenceTests.applying))
    }
  }

  /// The events after a change to a playbook that was applied before, without the closing one.
  static func change(_ original: String, _ changed: String) throws -> [Event] {
    var world = World()
    _ = try world.apply(soundPlaybook)
    let text = soundPlaybook.replacing(original, with: changed)
    #expect(text != soundPlaybook)
    let events = try world.apply(text)
    #expect(try world.apply(text).isEmpty, "applying twice must add nothing")
    guard case .playbookApplied? = events.last else { return events }
    return events.dropLast()
  }

  @Test("a new team gets all facts in the order of the file, and applying again adds nothing")
  func first() throws {
    var world = World()
    let events = try world.apply(soundPlaybook)
    let kinds = events.map { String(describing: $0).prefix { $0 != "(" } }
    #expect(
      kinds == ["calendarDefined"] + Array(repeating: "metricDefined", count: 5)
        + Array(repeating: "memberJoined", count: 3) + [
          "quotaProposed", "ruleSet", "playbookApplied",
        ])
    #expect(try world.apply(soundPlaybook).isEmpty)
    #expect(try world.apply(soundPlaybook + "\n# only a remark\n").isEmpty)
  }

  @Test("the first quota of a new member holds as long as they are there")
  func firstQuota() throws {
    var world = World()
    let events = try world.apply(soundPlaybook)
    #expect(
      events.contains(
        .quotaProposed(
          QuotaProposed(
            quota: "ana/call/2026-01-05", member: "ana", metric: "call", weekly: 8,
            from: LocalDay("2026-01-05")))))
    var other = World()
    let always = try other.apply(soundPlaybook.replacing(", joined: 2026-01-05", with: ""))
    #expect(
      always.contains(
        .quotaProposed(
          QuotaProposed(
            quota: "ana/call/start", member: "ana", metric: "call", weekly: 8, from: nil))))
  }

  @Test("a changed quota holds from the member's own today, never backwards by itself")
  func quotaChange() throws {
    // 23:30 UTC on the 18th is the 19th in Madrid.
    #expect(
      try Self.change("{call: 8}", "{call: 9}") == [
        .quotaProposed(
          QuotaProposed(
            quota: "ana/call/2026-11-19", member: "ana", metric: "call", weekly: 9,
            from: LocalDay("2026-11-19")))
      ])
    #expect(
      try Self.change("{call: 8}", "{call: {weekly: 9, from: 2026-11-02}}") == [
        .quotaProposed(
          QuotaProposed(
            quota: "ana/call/2026-11-02", member: "ana", metric: "call", weekly: 9,
            from: LocalDay("2026-11-02")))
      ])
  }

  @Test("a quota that is gone from the file ends today")
  func quotaGone() throws {
    #expect(
      try Self.change(", quotas: {call: 8}", "") == [
        .quotaEnded(
          QuotaEnded(
            quota: "ana/call/2026-01-05", member: "ana", metric: "call",
            from: LocalDay("2026-11-19") ?? LocalDay(days: 0)))
      ])
  }

  @Test("what changed about a member is all that moves")
  func moved() throws {
    let today = LocalDay("2026-11-19") ?? LocalDay(days: 0)
    #expect(
      try Self.change("name: Ana Ruiz", "name: Ana Ruiz Gil")
        == [.memberMoved(MemberMoved(member: "ana", name: "Ana Ruiz Gil", from: today))])
    #expect(
      try Self.change("manager: greg, ", "")
        == [.memberMoved(MemberMoved(member: "ana", manager: "", from: today))])
    #expect(
      try Self.change("zone: Europe/Madrid", "zone: America/New_York") == [
        .memberMoved(
          MemberMoved(
            member: "ana", zone: "America/New_York", from: LocalDay("2026-11-18") ?? today))
      ])
  }

  @Test("who is gone from the file leaves today, and may come back")
  func leaves() throws {
    var world = World()
    _ = try world.apply(soundPlaybook)
    let without = soundPlaybook.split(separator: "\n").filter { !$0.contains("dialer:") }
      .joined(separator: "\n")
    let gone = try world.apply(without)
    #expect(
      gone.first
        == .memberLeft(
          MemberLeft(member: "dialer", from: LocalDay("2026-11-19") ?? LocalDay(days: 0))))
    #expect(try world.apply(without).isEmpty)
    let back = try world.apply(
      soundPlaybook, at: Instant(rfc3339: "2026-12-01T10:00:00Z") ?? Self.applying)
    guard case .memberJoined(let facts)? = back.first else {
      Issue.record("\(back)")
      return
    }
    #expect(facts.member == "dialer" && facts.from == LocalDay("2026-12-01"))
    #expect(try world.apply(soundPlaybook).isEmpty)
  }

  @Test("a stated last day is applied once")
  func left() throws {
    #expect(
      try Self.change("joined: 2026-01-05", "joined: 2026-01-05, left: 2026-11-30") == [
        .memberLeft(
          MemberLeft(member: "ana", from: LocalDay("2026-11-30") ?? LocalDay(days: 0)))
      ])
  }

  @Test("metrics, calendar and rules change one by one; a forgotten rule is on")
  func others() throws {
    #expect(try Self.change("good: A next step", "good: A date").count == 1)
    #expect(try Self.change("close-after: 12h", "close-after: 6h").count == 1)
    #expect(
      try Self.change("enabled: true", "enabled: false")
        == [.ruleSet(RuleSet(rule: "consistent-miss", enabled: false))])
    var world = World()
    _ = try world.apply(soundPlaybook.replacing("enabled: true", with: "enabled: false"))
    let without = soundPlaybook.split(separator: "\n").dropLast(2).joined(separator: "\n")
    #expect(
      try world.apply(without).first
        == .ruleSet(RuleSet(rule: "consistent-miss", enabled: true)))
    #expect(try world.apply(without).isEmpty)
  }

  @Test("the closing event carries the text and its hash")
  func applied() throws {
    var world = World()
    guard case .playbookApplied(let applied)? = try world.apply(soundPlaybook).last else {
      Issue.record("no closing event")
      return
    }
    #expect(applied.team == "acme" && applied.text == soundPlaybook && applied.sha256.count == 64)
  }
}
