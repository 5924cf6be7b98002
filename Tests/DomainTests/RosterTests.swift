import Domain
import Testing

@Suite("Roster")
struct RosterTests {
  @Test("each of many members and metrics is found, and nobody else")
  func many() {
    var lab = Lab()
    for number in 0..<300 {
      lab.say(
        .memberJoined(MemberJoined(member: "m\(number)", name: "M", role: .rep, zone: "UTC")))
      lab.say(
        .metricDefined(
          MetricDefined(
            metric: "k\(number)", name: "K", kind: .activity, unit: .count,
            measure: "activity.count")))
      lab.log("k\(number)", of: "x\(number)", at: "2026-11-20T09:00:00Z")
    }
    for number in 0..<300 {
      #expect(lab.team.roster.member(lab.symbol("m\(number)"))?.facts.member == "m\(number)")
      #expect(lab.team.roster.metric(lab.symbol("k\(number)"))?.facts.metric == "k\(number)")
      #expect(lab.team.roster.member(lab.symbol("k\(number)")) == nil)
      #expect(lab.team.roster.member(lab.symbol("x\(number)")) == nil)
    }
    #expect(lab.team.roster.member(.none)?.facts.member == nil)
  }
}
