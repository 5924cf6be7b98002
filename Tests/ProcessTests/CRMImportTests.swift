import Foundation
import Glibc
import Harness
import Testing

/// Made-up exports of each shipped layout, through the real tool into a real daemon.
@Suite(
  "Importing exports of CRMs", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct CRMImportTests {
  /// A layout, with what its sample must come to.
  struct Layout: CustomTestStringConvertible {
    let name: String
    let verdict: String
    var counts: [String: [String]] = [:]
    var deals: [String] = []
    var doubts: [String] = []
    var testDescription: String { name }
  }

  static let layouts = [
    Layout(
      name: "hubspot-deals", verdict: "0 of 4 rows refused, 4 appended, 0 lost.",
      counts: ["won": ["ana W41 1"], "revenue": ["ana W41 1250050"]],
      deals: [
        "9001 ana won 1250050 EUR", "9002 ana lost 800000 EUR",
        "9003 ben open Contract Sent 120000 USD",
        "9004 ben open Appointment Scheduled",
      ]),
    Layout(
      name: "hubspot-calls", verdict: "0 of 4 rows refused, 3 appended, 0 lost.",
      counts: ["call": ["ana W45 2", "ben W45 1"], "call-minutes": ["ana W45 3", "ben W45 13"]],
      deals: ["9001 unknown", "9003 unknown"]),
    Layout(
      name: "hubspot-meetings", verdict: "0 of 4 rows refused, 2 appended, 0 lost.",
      counts: ["meeting": ["ana W45 1"]], deals: ["9001 unknown", "9003 unknown"]),
    Layout(
      name: "hubspot-tasks", verdict: "0 of 3 rows refused, 2 appended, 0 lost.",
      counts: ["task": ["ana W45 1", "ben W45 1"]], deals: ["9001 unknown", "9003 unknown"]),
    Layout(
      name: "salesforce-opportunities", verdict: "0 of 3 rows refused, 3 appended, 0 lost.",
      counts: ["won": ["ana W41 1"], "opened": ["ana W36 1", "ana W38 1", "ben W40 1"]],
      deals: [
        "006A1 ana won 2000000 EUR", "006A2 ana lost 500000 EUR",
        "006A3 ben open Proposal/Price Quote 90000 EUR",
      ]),
    Layout(
      name: "salesforce-tasks", verdict: "0 of 5 rows refused, 3 appended, 0 lost.",
      counts: [
        "call": ["ana W45 1", "ben W45 1"], "call-minutes": ["ana W45 4"], "task": ["ben W45 1"],
      ], deals: ["006A1 unknown"]),
    Layout(
      name: "salesforce-events", verdict: "0 of 4 rows refused, 2 appended, 0 lost.",
      counts: ["meeting": ["ana W45 1", "ben W45 1"]], deals: ["006A1 unknown"]),
    Layout(
      name: "pipedrive-deals", verdict: "0 of 3 rows refused, 3 appended, 0 lost.",
      counts: ["won": ["ana W41 1"], "revenue": ["ana W41 1420000"]],
      deals: [
        "31 ana won Negotiations Started 1420000 EUR", "32 ben lost Proposal Made 90050 GBP",
        "33 ben open Qualified 0 EUR",
      ]),
    Layout(
      name: "pipedrive-activities", verdict: "0 of 6 rows refused, 4 appended, 0 lost.",
      counts: [
        "call": ["ana W45 1"], "call-minutes": ["ana W45 15"], "meeting": ["ben W45 2"],
        "task": ["ana W45 1"],
      ], deals: ["31 unknown", "33 unknown"]),
  ]

  @Test("a layout is imported by its name, as often as one likes", arguments: layouts)
  func layout(layout: Layout) throws {
    let team = try CRMTeam()
    let file = "\(CRMTeam.samples)/\(layout.name).csv"
    let first = try team.importing(layout.name, file, ["--currency", "EUR"])
    #expect(first.status == .code(0) && first.errorOutputText.contains(layout.verdict))
    // The team's currency is in the playbook; the file's is in its rows or on the command line.
    for (metric, counts) in layout.counts {
      #expect(try team.counts(metric) == counts, "\(metric)")
    }
    #expect(try team.deals() == layout.deals)
    let events = try team.imported()
    let again = try team.importing(layout.name, file, ["--currency", "EUR"])
    #expect(again.errorOutputText.contains("0 appended"), "\(again.errorOutputText)")
    #expect(try team.imported() == events)
  }

  @Test("a later export of changed records amends what they say, once, and adds what is new")
  func changed() throws {
    let team = try CRMTeam()
    let file = "\(CRMTeam.samples)/hubspot-deals.csv"
    _ = try team.importing("hubspot-deals", file, ["--currency", "EUR"])
    let later = team.bench.folder.path + "/later.csv"
    let text = String(decoding: try readFile(file), as: UTF8.self)
      .replacing("\"12500.50\"", with: "\"13000\"")
      .replacing("2026-10-05 16:41", with: "2026-11-10 08:00")
      .replacing("\"Contract Sent\"", with: "\"Closed Won\"")
      .replacing(
        "\"2026-11-30 00:00\",\"2026-11-02 09:15\"",
        with: "\"2026-11-16 10:00\",\"2026-11-16 10:00\"")
    try writeFile(later, text)
    for _ in 1...2 {
      let output = try team.importing("hubspot-deals", later, ["--currency", "EUR"])
      #expect(output.status == .code(0), "\(output.errorOutputText)")
      #expect(try team.counts("revenue") == ["ana W41 1300000"])
      #expect(try team.deals().prefix(3).suffix(1) == ["9003 ben won Contract Sent 120000 USD"])
      #expect(try team.doubts() == [])
    }
  }

  @Test("what the daemon finds odd is summed up at the end, with the way to look at it")
  func doubts() throws {
    let team = try CRMTeam()
    let file = team.bench.folder.path + "/odd.csv"
    let header = "Record ID,Activity date,Activity assigned to\n"
    try writeFile(file, header + "1,2026-11-02 09:00,Zoe Quill\n2,2026-11-02 09:30,Zoe Quill\n")
    let output = try team.importing("hubspot-calls", file)
    #expect(output.status == .code(0))
    #expect(
      output.errorOutputText.contains("2 doubts about the data, 2 of them new: 2 unknown-subject"))
    #expect(output.errorOutputText.contains("look at them:  cox doubts"))
  }

  /// What was said, whatever the lines it was broken into.
  private func said(_ output: CommandOutput) -> String {
    output.errorOutputText.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test("a mapping of another account's columns is told where it is wrong, and nothing is sent")
  func wrongColumns() throws {
    let team = try CRMTeam()
    let before = try team.bench.records().count
    let output = try team.importing("hubspot-calls", "\(CRMTeam.samples)/hubspot-deals.csv")
    #expect(output.status == .code(65))
    #expect(output.errorOutputText.contains("hubspot-calls:"), "\(output.errorOutputText)")
    #expect(said(output).contains("has no column \"Activity date\""))
    #expect(try team.bench.records().count == before)
    let unknown = try team.importing("hubspot-call", "\(CRMTeam.samples)/hubspot-calls.csv")
    #expect(unknown.status == .code(66))
    #expect(said(unknown).contains("Did you mean hubspot-calls?"))
  }

  @Test("mappings are listed, shown and begun from wherever the programs are")
  func mappings() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    for name in ["cox", "cox-import"] {
      _ = try run("cp", ["\(Binaries.folder ?? "")/\(name)", folder.path])
    }
    let list = try run("\(folder.path)/cox", ["mapping", "list"])
    for layout in Self.layouts { #expect(list.outputText.contains(layout.name + " ")) }
    let shown = try run("\(folder.path)/cox", ["mapping", "show", "pipedrive-deals"])
    #expect(shown.outputText.contains("source: /crm/pipedrive/deals"))
    let file = folder.path + "/deals.csv"
    try writeFile(file, "ref;owner;status;created;value\nD1;ana;won;2026-11-02;5\n")
    let draft = folder.path + "/mine.yaml"
    let begun = try run("\(folder.path)/cox", ["mapping", "init", file, "--output", draft])
    #expect(begun.status == .code(0), "\(begun.errorOutputText)")
    let dry = try run("\(folder.path)/cox", ["import", "--mapping", draft, file, "--dry-run"])
    #expect(dry.status == .code(0) && dry.outputText.contains("1 with events, 0 refused"))
    let twice = try run("\(folder.path)/cox", ["mapping", "init", file, "--output", draft])
    #expect(twice.status == .code(73), "\(twice.errorOutputText)")
    // A refusal repeats every option that was given; a zone may begin with a dash.
    try writeFile(file, "ref;owner;status;created;value\nD1;ana;won;nonsense;5\n")
    let options = ["--zone", "-05:00", "--currency", "EUR", "--dry-run"]
    let refused = try run("\(folder.path)/cox", ["import", "--mapping", draft, file] + options)
    #expect(refused.status == .code(65), "\(refused.errorOutputText)")
    #expect(
      refused.errorOutputText.contains(
        "\(file) --currency EUR --zone -05:00 --dry-run --rejects rejects.ndjson"),
      "\(refused.errorOutputText)")
    let wrong = try run("\(folder.path)/cox", ["import", "--nosuch"])
    #expect(wrong.status == .code(64) && wrong.errorOutputText.hasPrefix("cox: "))
    let full = open("/dev/full", O_WRONLY)
    defer { close(full) }
    let unwritten = try ChildProcess("\(folder.path)/cox", ["mapping", "list"], output: full)
    #expect(unwritten.wait() == .code(74))
  }
}
