import Importing
import Testing

@Suite("Starts and ends become minutes")
struct PairingTests {
  static func mapping(unmatched: String) -> String {
    """
    source: /log/test
    id: "{case}-{step}-{at}"
    subject: "{who}"
    time: "{when}"
    fields:
      when: {date: "{at}", format: iso}
    pairs:
      work:
        key: "{case}"
        start: {step: START}
        end: {step: END}
        time: "{when}"
        longest: 8h
        unmatched: \(unmatched)
    events:
      - type: coxswain.activity.logged
        pair: work
        data: {metric: call, minutes: "{work}"}
    """
  }

  static func rows(_ rows: [(String, String, String)], unmatched: String = "skip") throws
    -> Imported
  {
    let csv = rows.map { "\($0.0),\($0.1),ana,2026-11-16T\($0.2)Z\n" }.joined()
    return try Imported("case,step,who,at\n" + csv, mapping: mapping(unmatched: unmatched))
  }

  /// The minutes of each event; -1 where it has none.
  static func minutes(_ imported: Imported) -> [Int] {
    imported.lines.map { line in
      line.firstMatch(of: #/"minutes":(\d+)/#).flatMap { Int($0.1) } ?? -1
    }
  }

  @Test("an end takes its own case's start, rounded to the nearest minute")
  func pairs() throws {
    let imported = try Self.rows([
      ("a", "START", "09:00:00"), ("b", "START", "09:01:00"), ("b", "END", "09:03:30"),
      ("a", "END", "09:10:29"),
    ])
    #expect(Self.minutes(imported) == [3, 10])
    #expect([imported.tally.started, imported.tally.withEvents] == [2, 2])
  }

  @Test("starts of one case nest: an end closes the latest open start")
  func nesting() throws {
    let imported = try Self.rows([
      ("a", "START", "09:00:00"), ("a", "START", "09:30:00"), ("a", "END", "09:31:00"),
      ("a", "END", "10:00:00"),
    ])
    #expect(Self.minutes(imported) == [1, 60])
  }

  @Test("starts that never end and ends that never started are counted")
  func leftOver() throws {
    let imported = try Self.rows([
      ("a", "START", "09:00:00"), ("b", "END", "09:30:00"), ("a", "START", "10:00:00"),
    ])
    let tally = imported.tally
    #expect([tally.neverEnded, tally.unmatched, tally.started, tally.refused] == [2, 1, 2, 0])
    let notes = ImportReport.notes(tally)
    #expect(notes.contains("2 starts never ended: rows 1, 3"))
    #expect(notes.contains("1 rows end something that never started, and are skipped: row 2"))
  }

  @Test("an end without a start is what the mapping says: skipped, kept without minutes, refused")
  func unmatched() throws {
    let row = [("a", "END", "09:00:00")]
    #expect(try Self.rows(row, unmatched: "skip").lines.isEmpty)
    #expect(try Self.minutes(Self.rows(row, unmatched: "keep")) == [-1])
    #expect(
      try Self.rows(row, unmatched: "refuse").refusals
        == ["row 1: it ends work of a, which never started."])
  }

  @Test("what was left open over night counts, but not its minutes")
  func leftOpen() throws {
    let imported = try Self.rows([
      ("a", "START", "09:00:00"), ("a", "END", "17:00:00"), ("a", "START", "09:00:00"),
      ("a", "END", "17:00:01"),
    ])
    #expect(Self.minutes(imported) == [480, -1])
    #expect(imported.tally.leftOpen == 1)
  }

  @Test("an end before its start is refused")
  func backwards() throws {
    let imported = try Self.rows([("a", "START", "09:00:00"), ("a", "END", "08:00:00")])
    #expect(imported.refusals == ["row 2: it ends work of a before its start."])
  }
}
