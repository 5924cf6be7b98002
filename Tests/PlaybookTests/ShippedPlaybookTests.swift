import Calendars
import Domain
import Foundation
import Playbook
import Testing

/// The playbooks in `protocol/playbooks`, which go with the mappings beside them.
@Suite("Shipped playbooks")
struct ShippedPlaybookTests {
  static func text(_ file: String) throws -> String {
    let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return try String(contentsOfFile: "\(root)/protocol/playbooks/\(file)", encoding: .utf8)
  }

  static func read(_ name: String) throws -> PlaybookFile {
    try Playbook.read(try text("\(name).yaml"), knowsZone: Calendars.knows)
  }

  @Test("the example of the README is a playbook")
  func example() throws {
    let parts = try Self.text("README.md").split(separator: "```")
    let yaml = try #require(parts.first { $0.hasPrefix("yaml\n") })
    let file = try Playbook.read(String(yaml.dropFirst(5)), knowsZone: Calendars.knows)
    #expect(file.members.count == 3 && file.metrics.count == 6)
  }

  @Test("bpi2012: every resource of the log is a member, and 112 is no person")
  func bpi() throws {
    let file = try Self.read("bpi2012")
    let roles = file.members.map(\.facts.role)
    #expect(
      roles.filter { $0 == .rep }.count == 67 && roles.filter { $0 == .integration }.count == 1)
    #expect(file.members.first { $0.facts.role == .integration }?.facts.member == "r112")
    #expect(file.metrics.contains { $0.metric == "revenue" && $0.currency == "EUR" })
  }

  @Test("maven-crm: 35 agents of 6 managers, each known by their full name at the import's source")
  func maven() throws {
    let file = try Self.read("maven-crm")
    let reps = file.members.filter { $0.facts.role == .rep }
    #expect(reps.count == 35 && file.members.count == 41)
    #expect(Set(reps.compactMap(\.facts.manager)).count == 6)
    for rep in reps {
      #expect(
        rep.facts.aliases == [Alias(pattern: "/import/maven-crm", ids: [rep.facts.name])])
    }
  }

  @Test(
    "a starter is a playbook of its kind that asks for the few, serves outcomes and may be applied",
    arguments: ["new-business", "account-management", "owner-led"])
  func starter(name: String) throws {
    let file = try Self.read("starters/\(name)")
    #expect(file.remarks == [] && file.funnels.count == 1)
    #expect(file.team == "acme" && file.members.allSatisfy { !$0.facts.unix.isEmpty })
    #expect(file.metrics.allSatisfy { $0.kind == .outcome || $0.good != nil })
    var team = Team(zones: { Calendars.zoneTable($0) })
    let at = Instant(seconds: 1_795_000_000)
    for (index, event) in file.events(against: team.facts, at: at).enumerated() {
      team.evolve(
        event,
        Stamp(seq: UInt64(index + 1), at: at, by: .none, source: .none, subject: .none, time: at))
    }
    #expect(file.events(against: team.facts, at: at).isEmpty)
    // Comments explain; a starter is read more often than it is written.
    #expect(file.text.matches(of: /#/).count >= 15)
  }

  @Test("applying either twice adds nothing", arguments: ["bpi2012", "maven-crm"])
  func twice(name: String) throws {
    let file = try Self.read(name)
    var team = Team(zones: { _ in nil })
    let at = Instant(seconds: 1_700_000_000)
    for (index, event) in file.events(against: team.facts, at: at).enumerated() {
      team.evolve(
        event,
        Stamp(
          seq: UInt64(index + 1), at: at, by: .none, source: .none, subject: .none, time: at))
    }
    #expect(team.facts.members.count == file.members.count)
    #expect(file.events(against: team.facts, at: at).isEmpty)
  }
}
