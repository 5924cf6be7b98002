import Foundation
import Glibc
import Harness
import Testing

@Suite("Export", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct ExportTests {
  /// A team with some deals and calls.
  static func team() throws -> CRMTeam {
    let team = try CRMTeam()
    for name in ["hubspot-deals", "hubspot-calls"] {
      let output = try team.importing(
        name, "\(CRMTeam.samples)/\(name).csv", ["--currency", "EUR"])
      try #require(output.status == .code(0), "\(output.errorOutputText)")
    }
    return team
  }

  private func crm(_ output: CommandOutput) -> [String] {
    output.outputText.split(separator: "\n").map(String.init).filter { $0.contains("/crm/") }
      .filter { $0.contains("coxswain.deal.") || $0.contains("coxswain.activity.") }
  }

  @Test("everybody takes out what they may see, byte for byte as it was sent")
  func ndjson() throws {
    let team = try Self.team()
    let all = crm(try team.cox(["export", "ndjson"]))
    #expect(Set(all) == Set(try team.imported()) && all.count > 10)
    let ana = crm(try team.cox(["export", "ndjson", "--as", "ana"]))
    #expect(!ana.isEmpty && ana.allSatisfy { $0.contains("\"subject\":\"Ana Ruiz\"") })
    let greg = crm(try team.cox(["export", "ndjson", "--as", "greg"]))
    #expect(Set(greg) == Set(all))
    let types = crm(try team.cox(["export", "ndjson", "--types", "coxswain.deal."]))
    #expect(Set(types) == Set(all.filter { $0.contains("coxswain.deal.") }))
    // What was taken out can be sent again, and adds nothing.
    let again = try team.cox(["ingest", "-"], input: all.map { $0 + "\n" }.joined())
    #expect(again.outputText.contains("0\t\(all.count)\t0"), "\(again.outputText)")
  }

  @Test("with its record, each event says when it was recorded, by whom, and in which order")
  func records() throws {
    let team = try Self.team()
    let lines = try team.cox(["export", "ndjson", "--records"]).outputText.split(separator: "\n")
    let records = try lines.map { try json($0) }
    let numbers = records.compactMap { $0["seq"] as? Int }
    #expect(numbers.count == records.count && numbers == numbers.sorted())
    #expect(records.allSatisfy { $0["at"] is String && $0["by"] is String && $0["event"] != nil })
  }

  @Test("a file is there as a whole or not at all, and nothing is left beside it")
  func files() throws {
    let team = try Self.team()
    let folder = team.bench.folder.path + "/out"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    let file = folder + "/mine.ndjson"
    try writeFile(file, "old\n")
    let written = try team.cox(["export", "ndjson", "--output", file])
    #expect(written.status == .code(0) && written.output.isEmpty)
    #expect(try readFile(file) == team.cox(["export", "ndjson"]).output)
    let modes = try FileManager.default.attributesOfItem(atPath: file)
    #expect(modes[.posixPermissions] as? Int == 0o600)
    let denied = try team.cox([
      "export", "csv", "deals", "--member", "ben", "--as", "ana", "--output", file,
    ])
    #expect(denied.status == .code(77))
    #expect(try readFile(file) == team.cox(["export", "ndjson"]).output)
    team.daemon.stop()
    let failed = try team.cox(["export", "ndjson", "--output", file])
    #expect(failed.status == .code(69))
    #expect(try readFile(file).count > 100)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["mine.ndjson"])
  }

  @Test("where nothing can be written, the exit says so")
  func unwritable() throws {
    let team = try CRMTeam()
    let missing = try team.cox(["export", "openmetrics", "--output", "/nowhere/at/all.prom"])
    #expect(missing.status == .code(73) && missing.errorOutputText.contains("/nowhere/at/all.prom"))
    let full = open("/dev/full", O_WRONLY)
    defer { close(full) }
    let words = ["export", "openmetrics", "--socket", team.bench.socket]
    #expect(try ChildProcess(Binaries.cox, words, output: full).wait() == .code(74))
  }

  @Test(
    "an answer that nobody got is no success",
    arguments: ["deals --json", "tail", "status", "rpc status", "playbook schema", "playbook show"])
  func fullDisk(words: String) throws {
    let team = try CRMTeam()
    let full = open("/dev/full", O_WRONLY)
    defer { close(full) }
    let words = words.split(separator: " ").map(String.init) + ["--socket", team.bench.socket]
    #expect(try ChildProcess(Binaries.cox, words, output: full).wait() == .code(74))
  }

  @Test("a doctor's bundle writes over nothing, and goes to standard output when asked to")
  func bundle() throws {
    let team = try CRMTeam()
    let file = team.bench.folder.path + "/team.yaml"
    let before = try readFile(file)
    let refused = try team.cox(["doctor", "--bundle", file])
    #expect(refused.status == .code(73) && refused.errorOutputText.contains("is there already"))
    #expect(try readFile(file) == before)
    let printed = try team.cox(["doctor", "--bundle", "-"])
    #expect(printed.outputText.contains("daemon well"), "\(printed.outputText)")
  }

  @Test("a team that is named beside another team's socket is refused")
  func otherTeam() throws {
    let team = try CRMTeam()
    #expect(try team.cox(["status", "--team", "test"]).status == .code(0))
    let other = try team.cox(["status", "--team", "emea"])
    #expect(other.status == .code(64), "\(other.errorOutputText)")
    #expect(other.errorOutputText.contains("is team test's, not emea's"))
  }

  @Test("tables come back from CSV as they are in the views, whatever is in their texts")
  func csv() throws {
    let team = try Self.team()
    let odd =
      #"{"specversion":"1.0","id":"odd","source":"/crm/odd","type":"coxswain.deal.opened","#
      + #""subject":"ana","time":"2026-11-16T09:00:00Z","data":{"deal":"D,\"1\"","account":"Two\nlines; a \"name\", é"}}"#
    #expect(try team.cox(["ingest", "-"], input: odd + "\n").status == .code(0))
    let output = try team.cox(["export", "csv", "deals"])
    let table = try #require(CSVTable(output.outputText), "\(output.outputText)")
    #expect(
      table.names == [
        "deal", "owner", "account", "state", "stage", "amount", "currency", "reason", "opened",
        "closed", "age_days",
      ])
    let rows = try team.rows(#""view":"deals","list":true"#)
    #expect(table.rows.count == rows.count && rows.count == 5)
    for (row, deal) in zip(table.rows, rows) {
      for (name, field) in zip(table.names, row) {
        #expect(field == deal[name].map { "\($0)" } ?? "", "\(name)")
      }
    }
    #expect(output.outputText.contains("\"Two\nlines; a \"\"name\"\", é\""))
  }

  @Test("weeks and counts have the columns that were promised, for those who may see them")
  func tables() throws {
    let team = try Self.team()
    let weeks = try #require(CSVTable(try team.cox(["export", "csv", "weeks"]).outputText))
    #expect(
      weeks.names == [
        "member", "week", "from", "to", "week_state", "metric", "name", "kind", "unit", "currency",
        "done", "quota", "target", "expected", "need", "chance", "state",
      ])
    let calls = weeks.rows.filter { $0[5] == "call" && $0[1] == "2026-W45" }
    #expect(calls.map { [$0[0], $0[10], $0[11]] } == [["ana", "2", "5"], ["ben", "1", "5"]])
    #expect(Set(weeks.rows.map { $0[1] }).isSuperset(of: ["2026-W41", "2026-W45", "2026-W47"]))
    let counts = try team.cox(["export", "csv", "counts", "--metric", "call", "--as", "ana"])
    #expect(counts.outputText == "metric,member,week,done\r\ncall,ana,2026-W45,2\r\n")
    let greg = try team.cox(["export", "csv", "counts", "--metric", "call", "--as", "greg"])
    #expect(greg.outputText.contains("call,ben,2026-W45,1\r\n"))
    let denied = try team.cox(["export", "csv", "deals", "--member", "ben", "--as", "ana"])
    #expect(denied.status == .code(77) && denied.output.isEmpty)
    let wrong = try team.cox(["export", "csv", "horoscopes"])
    #expect(wrong.status == .code(64))
  }

  @Test("the metrics are valid OpenMetrics, summed over people unless told otherwise")
  func metrics() throws {
    let team = try Self.team()
    let text = try team.cox(["export", "openmetrics"]).outputText
    #expect(OpenMetricsGrammar.faults(in: text) == [], "\(text)")
    #expect(text.contains("coxswain_week_quota{team=\"test\",metric=\"call\",unit=\"count\"} 10\n"))
    #expect(text.contains("coxswain_deals_by_state{team=\"test\",state=\"won\"} 1\n"))
    #expect(text.contains("coxswain_alerts_open{"), "\(text)")
    let head = try json(
      LineSocket(team.bench.socket).call(#"{"jsonrpc":"2.0","id":1,"method":"status"}"#))
    let events = try #require((head["result"] as? [String: Any])?["events"] as? Int)
    #expect(text.contains("coxswain_events_total{team=\"test\"} \(events)\n"))
    #expect(!text.contains("ana") && !text.contains("ben"))
    let byMember = try team.cox(["export", "openmetrics", "--by-member"]).outputText
    #expect(OpenMetricsGrammar.faults(in: byMember) == [])
    #expect(
      byMember.contains(
        "coxswain_week_quota{team=\"test\",member=\"ana\",metric=\"call\",unit=\"count\"} 5\n"))
    let ana = try team.cox(["export", "openmetrics", "--by-member", "--as", "ana"]).outputText
    #expect(OpenMetricsGrammar.faults(in: ana) == [] && !ana.contains("\"ben\""))
  }

  @Test(
    "the grammar knows an invalid text",
    arguments: [
      "# TYPE a gauge\na 1\n", "# TYPE a gauge\na 1\n# EOF", "a 1\n# EOF\n",
      "# TYPE a counter\na 1\n# EOF\n", "# TYPE a gauge\na{x=\"1\",x=\"2\"} 1\n# EOF\n",
      "# TYPE a gauge\na 1\na 2\n# EOF\n", "# TYPE a gauge\n# TYPE a gauge\n# EOF\n",
      "# TYPE a gauge\n# UNIT a bytes\na 1\n# EOF\n", "# TYPE a gauge\na{x=\"a\\q\"} 1\n# EOF\n",
      "# TYPE a gauge\na{x=\"1\",} 1\n# EOF\n", "# TYPE a gauge\na one\n# EOF\n",
      "# TYPE a gauge\na 1\n\n# EOF\n", "# TYPE a gauge\na 1\n# HELP a late\n# EOF\n",
      "# TYPE a counter\na_total -1\n# EOF\n", "# TYPE a-b gauge\n# EOF\n", "# EOF\n# EOF\n",
    ])
  func invalid(text: String) {
    #expect(OpenMetricsGrammar.faults(in: text) != [])
  }
}

/// A reader of RFC 4180 that shares nothing with the writer; nil for a text that breaks it.
struct CSVTable {
  var names: [String] = []
  var rows: [[String]] = []

  init?(_ text: String) {
    var records: [[String]] = []
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      var record: [String] = []
      while true {
        guard let field = Self.field(&bytes) else { return nil }
        record.append(field)
        if bytes.first == 0x2c {
          bytes.removeFirst()
        } else if bytes.starts(with: [0x0d, 0x0a]) {
          bytes.removeFirst(2)
          break
        } else {
          return nil
        }
      }
      records.append(record)
    }
    guard let first = records.first, records.allSatisfy({ $0.count == first.count }) else {
      return nil
    }
    (names, rows) = (first, Array(records.dropFirst()))
  }

  private static func field(_ bytes: inout ArraySlice<UInt8>) -> String? {
    var field: [UInt8] = []
    guard bytes.first == 0x22 else {
      while let byte = bytes.first, byte != 0x2c, byte != 0x0d {
        if byte == 0x22 || byte == 0x0a { return nil }
        field.append(bytes.removeFirst())
      }
      return String(decoding: field, as: UTF8.self)
    }
    bytes.removeFirst()
    while let byte = bytes.popFirst() {
      if byte != 0x22 {
        field.append(byte)
      } else if bytes.first == 0x22 {
        field.append(bytes.removeFirst())
      } else {
        return String(decoding: field, as: UTF8.self)
      }
    }
    return nil
  }
}
