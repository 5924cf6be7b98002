import Client
import Importing
import JSONText
import Testing

@Suite("Going on with an import")
struct ResumeTests {
  /// Imports into a fake daemon that knows the cursor `resume`.
  static func run(
    csv: String = DaemonSinkTests.csv, resume: String? = nil, refusing: Set<String> = [],
    mapping: String = RowTests.mapping
  ) throws -> (tally: ImportTally, daemon: FakeDaemon) {
    let scratch = try Scratch()
    let daemon = FakeDaemon(in: scratch.path, refusing: refusing, resume: resume)
    let tally = try DaemonSinkTests.run(daemon, csv: csv, mapping: mapping)
    daemon.wait()
    return (tally, daemon)
  }

  @Test("the cursors tell rows that are acknowledged, and at the end the last one")
  func cursors() throws {
    let (_, daemon) = try Self.run()
    let rows = daemon.cursors.compactMap { ImportCursor($0)?.row }
    #expect(rows.count == daemon.cursors.count && rows.count > 1)
    #expect(rows == rows.sorted() && rows.last == DaemonSinkTests.rows)
  }

  @Test("an import goes on after the row of the cursor, and counts what was there")
  func goesOn() throws {
    let cursor = try #require(try Self.run().daemon.cursors.first)
    let row = try #require(ImportCursor(cursor)?.row)
    let (tally, daemon) = try Self.run(resume: cursor)
    #expect(daemon.received.first == "\(row + 1)-opened")
    #expect(daemon.received.count == 2 * (DaemonSinkTests.rows - row))
    #expect(tally.sink.known == 2 * row && tally.sink.resumedAfter == row)
    #expect(ImportReport.lost(tally) == 0 && tally.withEvents == DaemonSinkTests.rows)
  }

  @Test("a file that was imported as a whole sends nothing when it is imported again")
  func nothing() throws {
    let cursor = try Self.run().daemon.cursors.last
    let (tally, daemon) = try Self.run(resume: cursor)
    #expect(daemon.received.isEmpty && daemon.cursors.isEmpty)
    #expect(
      ImportReport.verdict(tally)
        == "0 of 5,000 rows refused, 0 appended, 5,000 there already, 0 lost.")
  }

  @Test(
    "rows that changed above the cursor, or are fewer now, are not taken for those that were sent")
  func changed() throws {
    let cursor = try Self.run().daemon.cursors.last
    let changes = [
      DaemonSinkTests.csv.replacing("\n17,won", with: "\n17,open"),
      DaemonSinkTests.csv.replacing(
        "\n\(DaemonSinkTests.rows),won", with: "\n\(DaemonSinkTests.rows),note"),
    ]
    for csv in changes {
      #expect(throws: ImportFault.otherRows) { try Self.run(csv: csv, resume: cursor) }
    }
  }

  @Test("a cursor never goes past a row that the daemon refused: it is told of again next time")
  func refused() throws {
    let (_, daemon) = try Self.run(refusing: ["17-won"])
    #expect(daemon.cursors.isEmpty)
  }

  @Test("the cursor of another program is nobody's place in this file")
  func foreign() {
    #expect(ImportCursor("after=88121") == nil && ImportCursor("cox-import/1 row=0 hash=0") == nil)
    let cursor = ImportCursor(row: 7, hash: .max)
    #expect(ImportCursor(cursor.text) == cursor)
  }

  static let versioned = RowTests.mapping.replacing(
    "source: /crm/test", with: "source: /crm/test\nversion: \"{account}\"")

  @Test("a record that changed amends its event, under the event's id and the record's version")
  func amends() throws {
    let (tally, daemon) = try Self.run(
      csv:
        "id,kind,who,day,price,account\n7,won,Ana R.,7/1/2017,5,v2\n8,won,Ana R.,7/1/2017,6,v1\n",
      refusing: ["7-won"], mapping: Self.versioned)
    #expect(daemon.received == ["7-opened", "7-won", "8-opened", "8-won", "7-won@v2"])
    let amendment = try #require(daemon.lines.last)
    #expect(amendment["type"]?.string == "coxswain.event.amended")
    #expect(amendment["data"]?["id"]?.string == "7-won")
    #expect(amendment["data"]?["data"]?["amount"]?.integer == 500)
    #expect(tally.refused == 0 && tally.sink.amended == 1 && ImportReport.lost(tally) == 0)
    #expect(ImportReport.notes(tally).contains { $0.contains("not its type, person or time") })
    #expect(daemon.cursors.compactMap { ImportCursor($0)?.row } == [2])
  }

  @Test("a change that cannot be amended stays refused, and no cursor goes past it")
  func notAmended() throws {
    let (tally, daemon) = try Self.run(
      csv: "id,kind,who,day,price,account\n7,won,Ana R.,7/1/2017,5,v2\n",
      refusing: ["7-won", "7-won@v2"], mapping: Self.versioned)
    #expect(tally.refused == 1 && ImportReport.lost(tally) == 0 && daemon.cursors.isEmpty)
  }
}
