import Foundation
import Harness
import Testing

/// A team of two whose names and ids in three CRMs the playbook knows, on a daemon of its own.
final class CRMTeam {
  let bench: Workbench
  private(set) var daemon: DaemonProcess

  static let samples =
    "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/") + "/Samples"

  init() throws {
    bench = try Workbench()
    daemon = try bench.start()
    let file = bench.folder.path + "/team.yaml"
    try writeFile(file, Self.playbook)
    let applied = try cox(["playbook", "apply", file])
    try #require(applied.status == .code(0), "\(applied.errorOutputText)")
  }

  static let playbook = """
    team: test
    zone: UTC
    currency: EUR
    metrics:
      call: {kind: activity}
      call-minutes: {kind: activity, unit: minutes, of: call}
      meeting: {kind: activity}
      task: {kind: activity}
      opened: {kind: outcome, from: deal.opened}
      won: {kind: outcome, from: deal.won}
      revenue: {kind: outcome, unit: money, from: deal.won}
    members:
      ana:
        name: Ana Ruiz
        role: rep
        manager: greg
        joined: 2026-01-05
        unix: [nobody-of-that-name]
        aliases: {"/crm/hubspot/*": [Ana Ruiz], "/crm/pipedrive/*": [Ana Ruiz], "/crm/salesforce/*": [005ANA]}
        quotas: {call: {weekly: 5, from: 2026-06-01}}
      ben:
        name: Ben Sato
        role: rep
        manager: greg
        joined: 2026-01-05
        aliases: {"/crm/hubspot/*": [Ben Sato], "/crm/pipedrive/*": [Ben Sato], "/crm/salesforce/*": [005BEN]}
        quotas: {call: {weekly: 5, from: 2026-06-01}}
      greg: {name: Greg Hale, role: manager, joined: 2026-01-05}

    """

  func cox(_ words: [String], input: String? = nil) throws -> CommandOutput {
    try run(Binaries.cox, words + ["--socket", bench.socket], input: input)
  }

  /// Imports a file through a mapping, both given as `cox import` takes them.
  func importing(_ mapping: String, _ file: String, _ more: [String] = []) throws -> CommandOutput {
    try cox(["import", "--mapping", mapping, file] + more)
  }

  /// The rows that a view answers.
  func rows(_ query: String) throws -> [[String: Any]] {
    let answer = try json(
      LineSocket(bench.socket).call(
        #"{"jsonrpc":"2.0","id":1,"method":"query","params":{"# + query + "}}"))
    let result = try #require(answer["result"] as? [String: Any], "\(answer)")
    return try #require(result["rows"] as? [[String: Any]])
  }

  /// What was done of a metric, as `ana W45 2` for each member and week.
  func counts(_ metric: String) throws -> [String] {
    try rows(#""view":"counts","metric":"\#(metric)""#).map { row in
      let week = (row["week"] as? String ?? "").suffix(3)
      return "\(row["member"] ?? "?") \(week) \(row["done"] ?? "?")"
    }
  }

  /// The deals, as `9001 ana won 1250050 EUR`.
  func deals() throws -> [String] {
    try rows(#""view":"deals","list":true"#).map { row in
      ["deal", "owner", "state", "stage", "amount", "currency"].compactMap { row[$0] }
        .map { "\($0)" }.joined(separator: " ")
    }
  }

  /// The events of the CRMs in the log; judgements of their weeks are beside them.
  func imported() throws -> [String] {
    try bench.records().compactMap(\.event).filter { $0.contains("\"source\":\"/crm/") }
  }

  func doubts() throws -> [String] {
    try rows(#""view":"doubts""#).map { "\($0["count"] ?? 0) \($0["kind"] ?? "?")" }
  }

  /// Kills the daemon and starts it again.
  func restart() throws {
    daemon.kill()
    daemon = try bench.start()
  }
}
