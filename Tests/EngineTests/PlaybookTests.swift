import Domain
import EventCodec
import JSONText
import Testing
import WireProtocol

@Suite("The playbook through the engine")
struct PlaybookTests {
  private static let whole = """
    team: acme
    zone: Europe/Paris
    fiscal-year-starts: 04-01
    holidays: {12-25: Christmas Day}
    segments: {ae: Account executives}
    ramps: {new-hire: [50% for 4 weeks]}
    metrics:
      call: {kind: activity, serves: won, good: A next step}
      won: {kind: outcome, from: deal.won}
    funnels: {new: {from: call, steps: [{to: won, segments: [ae], assumed-rate: 20%}]}}
    members:
      ana: {name: Ana, role: rep, manager: greg, segment: ae, unix: ["#4711"], aliases: {"/crm/*": ["77"]}, joined: 2026-11-02, ramp: new-hire, quotas: {call: 8}}
      ben: {name: Ben, role: rep, manager: greg, unix: ["#4712"], quotas: {call: 9}}
      greg: {name: Greg, role: manager, unix: ["#4713"]}
      crm: {role: integration, unix: ["#4714"], sources: ["/crm/*"]}
    rules: {consistent-miss: {watch-after: 4}}
    retention: {notes: 36 months}
    """

  private func rows(_ reply: JSONValue, _ type: String) -> [JSONValue] {
    (reply["result"]?["rows"]?.array ?? []).filter { $0["type"]?.string == "coxswain.\(type)" }
      .compactMap { $0["data"] }
  }

  @Test("what the file says is in the answer, as the events that would say it, and after a restart")
  func shown() throws {
    let scene = try Scene(world: World())
    _ = try scene.apply(Self.whole)
    let shown = try scene.call(scene.main, "query", ["view": "playbook"])
    #expect(shown["result"]?["team"] == "acme" && shown["result"]?["by"] == "uid:0")
    #expect(
      rows(shown, "calendar.defined").first?["fiscal-year-starts"] == "04-01"
        && rows(shown, "calendar.defined").first?["holidays"]?["12-25"] == "Christmas Day")
    #expect(rows(shown, "team.defined").first?["retention"]?["notes"] == "36 months")
    #expect(
      rows(shown, "funnel.defined").first?["steps"]?[0]?["assumed-rate-basis-points"] == 2000)
    #expect(rows(shown, "member.joined").first?["ramp"]?["steps"]?[0]?["percent"] == 50)
    #expect(rows(shown, "rule.set").first?["parameters"]?["watch-after-weeks"] == 4)
    #expect(rows(shown, "rule.set").first?["parameters"]?["talk-after-weeks"] == 6)
    #expect(rows(shown, "quota.proposed").map { $0["weekly"]?.integer } == [8, 9])
    let again = try Scene(world: scene.world.restarted())
    let later = try again.call(again.main, "query", ["view": "playbook"])
    #expect(later["result"]?["rows"] == shown["result"]?["rows"])
    #expect(try again.apply(Self.whole)["result"]?["events"] == [])
  }

  @Test("another team's playbook is refused at its line, also when it says nothing else")
  func otherTeam() throws {
    let scene = try Scene(world: World())
    _ = try scene.apply(Self.whole)
    let other = Self.whole.replacing("team: acme", with: "team: other")
    for dryRun in [true, false] {
      let reply = try scene.call(
        scene.main, "playbook.apply", ["text": .string(other), "dryRun": .bool(dryRun)])
      #expect(reply["error"]?["data"]?["details"]?["line"] == 1, "\(reply.text)")
      #expect(reply["error"]?["message"]?.string?.contains("for team other") == true)
    }
  }

  @Test("the playbook as of a moment is what was recorded by then")
  func asOf() throws {
    let scene = try Scene(world: World())
    let early = World.start.adding(seconds: 60).rfc3339
    _ = try scene.apply(Self.whole)
    try scene.advance(World.start.adding(seconds: 3_600).rfc3339)
    _ = try scene.apply(Self.whole.replacing("name: Ana,", with: "name: Ana Ruiz,"))
    func name(_ asOf: String?) throws -> JSONValue? {
      var params: [JSONValue.Member] = [.init("view", "playbook")]
      if let asOf { params.append(.init("asOf", .string(asOf))) }
      return rows(try scene.call(scene.main, "query", .object(params)), "member.joined").first?[
        "name"]
    }
    #expect(try name(nil) == "Ana Ruiz")
    #expect(try name(early) == "Ana")
    let before = try scene.call(
      scene.main, "query", ["view": "playbook", "asOf": "2020-01-01T00:00:00Z"])
    #expect(before["error"]?["data"]?["kind"] == "not_found")
    let wrong = try scene.call(scene.main, "query", ["view": "playbook", "asOf": "monday"])
    #expect(wrong["error"]?["data"]?["details"]?["pointer"] == "/params/asOf")
  }

  @Test("a member sees the rules and who is there, and nobody's quotas but their own")
  func eyes() throws {
    let scene = try Scene(world: World())
    _ = try scene.apply(Self.whole)
    func view(_ uid: UInt32) throws -> JSONValue {
      try scene.call(scene.world.connect(uid: uid, user: nil), "query", ["view": "playbook"])
    }
    let ben = try view(4712)
    #expect(rows(ben, "quota.proposed").map { $0["member"]?.string } == ["ben"])
    #expect(rows(ben, "member.joined").count == 4 && rows(ben, "metric.defined").count == 2)
    let ana = try #require(rows(ben, "member.joined").first)
    #expect(ana["unix"] == [] && ana["aliases"] == [:] && ana["ramp"] == nil)
    #expect(ana["segment"] == "ae")
    let greg = try view(4713)
    #expect(rows(greg, "quota.proposed").count == 2)
    #expect(rows(greg, "member.joined").first?["unix"] == ["#4711"])
    #expect(try view(4714)["error"]?["data"]?["kind"] == "denied")
    #expect(try view(4799)["error"]?["data"]?["kind"] == "unmapped_peer")
  }

  @Test("a dry run tells what is other than before, and what deserves a look, and changes nothing")
  func dryRun() throws {
    let scene = try Scene(world: World())
    _ = try scene.apply(Self.whole)
    let before = scene.types.count
    let text = Self.whole.replacing("segment: ae, unix", with: "unix")
      .replacing("12-25: Christmas Day", with: "12-26: Boxing Day")
      .replacing("serves: won, ", with: "")
    let reply = try scene.call(
      scene.main, "playbook.apply", ["text": .string(text), "dryRun": true])
    let summaries = reply["result"]?["events"]?.array?.compactMap { $0["summary"]?.string } ?? []
    #expect(
      summaries.dropLast() == [
        "holiday + 12-26 Boxing Day, − 12-25 Christmas Day", "metric call: serves won → none",
        "ana from 2026-11-20: segment ae → none",
      ])
    #expect(
      reply["result"]?["remarks"]?[0]?["message"]?.string?.hasPrefix("metric call serves") == true)
    #expect(scene.types.count == before)
  }
}
