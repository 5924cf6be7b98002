import Importing
import Testing

@Suite("Rows become events")
struct RowTests {
  static let mapping = """
    source: /crm/test
    id: "{id}-{kind}"
    subject: "{person}"
    time: "{when}"
    look-ups:
      people: {table: {Ana R.: ana, Ben S.: ben}}
    fields:
      when: {date: "{day}", format: "%m/%d/%Y", zone: "+01:00", at: "08:30"}
      price: {money: "{price}", currency: EUR, group: ","}
      person: {look-up: people, of: "{who}"}
    ignore:
      - kind: note
    events:
      - type: coxswain.deal.opened
        when: {kind: [open, won]}
        id: "{id}-opened"
        data: {deal: "{id}", account: "{account}"}
      - type: coxswain.deal.won
        when: {kind: won}
        data: {deal: "{id}", amount: "{price}"}
      - type: coxswain.activity.logged
        when: {kind: {starts: call}, account: {blank: false}}
        data: {metric: call, count: 2, deal: "{id}"}
    """

  static func rows(_ rows: String...) throws -> Imported {
    try Imported("id,kind,who,day,price,account\n" + rows.joined(), mapping: mapping)
  }

  @Test("one row may give several events, byte for byte as expected")
  func several() throws {
    let imported = try Self.rows("7,won,Ana R.,7/1/2017,\"1,234.5\",\"Acme \"\"A\"\"\"\n")
    #expect(
      imported.lines == [
        #"{"specversion":"1.0","id":"7-opened","source":"/crm/test","type":"coxswain.deal.opened","subject":"ana","time":"2017-07-01T07:30:00Z","data":{"deal":"7","account":"Acme \"A\""}}"#,
        #"{"specversion":"1.0","id":"7-won","source":"/crm/test","type":"coxswain.deal.won","subject":"ana","time":"2017-07-01T07:30:00Z","data":{"deal":"7","amount":123450,"currency":"EUR"}}"#,
      ])
    #expect(imported.tally.rows == 1 && imported.tally.withEvents == 1)
    #expect(imported.tally.events == [1, 1, 0])
  }

  @Test("what is blank is left out, and a missing person is counted")
  func blanks() throws {
    let imported = try Self.rows("7,open,,7/1/2017,,\n", "8,call back,,7/1/2017,,Acme\n")
    #expect(imported.lines[0].hasSuffix(#""time":"2017-07-01T07:30:00Z","data":{"deal":"7"}}"#))
    #expect(!imported.lines[0].contains("subject"))
    #expect(imported.lines[1].hasSuffix(#""data":{"metric":"call","count":2,"deal":"8"}}"#))
    #expect(imported.tally.withoutPerson == 2)
  }

  @Test("every row gets exactly one verdict")
  func verdicts() throws {
    let imported = try Self.rows(
      "7,open,Ana R.,7/1/2017,,\n", "8,note,Ana R.,7/1/2017,,\n", "9,call,Ana R.,7/1/2017,,\n",
      "10,won,Ana R.,7/1/2017,1.234,\n", "11,open,Ana R.,7/1/2017\n")
    let tally = imported.tally
    #expect([tally.rows, tally.withEvents, tally.ignored, tally.refused] == [5, 1, 1, 3])
    #expect(
      imported.refusals == [
        "row 3: no rule of the mapping fits it.",
        "row 4: price \"1.234\" is no amount (mapping: money in EUR)",
        "row 5: it has 4 fields, the header has 6.",
      ])
  }

  @Test("a row is refused as a whole: none of its events is sent")
  func whole() throws {
    let imported = try Self.rows("7,won,Ana R.,7/1/2017,x,\n")
    #expect(imported.lines.isEmpty && imported.tally.refused == 1)
  }

  @Test(
    "refusals say the column, the value and what the mapping expected",
    arguments: [
      ("7,open,Zoe,7/1/2017,,", "who \"Zoe\" is not in look-up people"),
      ("7,open,Ana R.,2017-13-02,,", "day \"2017-13-02\" is no date (mapping: date %m/%d/%Y)"),
      (",open,Ana R.,7/1/2017,,", "id must not be blank: the event's id is made of it."),
      ("7,open,Ana R.,,,", "day is blank, so it is not known when this happened."),
    ])
  func reasons(row: String, reason: String) throws {
    #expect(try Self.rows(row + "\n").refusals == ["row 1: \(reason)"])
  }

  @Test("bytes that are no UTF-8 refuse their row only")
  func notUTF8() throws {
    let mapping = try MappingReader.read(Self.mapping)
    let rows =
      Array("id,kind,who,day,price,account\n7,open,Ana R.,7/1/2017,,".utf8)
      + [0xE9, 10] + Array("8,open,Ana R.,7/1/2017,,é\n".utf8)
    var run = try ImportRun(
      CSVReader(MemoryInput(rows), file: "test.csv"), mapping, sink: KeepingSink())
    let tally = try run.run()
    #expect(tally.refused == 1 && tally.firstRefused.first?.place == Place(row: 1, line: 2))
    #expect(run.sink.lines.count == 1 && run.sink.lines[0].contains("é"))
  }

  @Test("a file without a column that the mapping reads is refused before its first row")
  func missingColumn() {
    #expect(throws: ImportFault.self) {
      try Imported("id,kind,who,day,account\n", mapping: Self.mapping)
    }
  }

  @Test("events that the daemon refuses make their row a refused one, once")
  func refusedByDaemon() throws {
    let csv =
      "id,kind,who,day,price,account\n7,won,Ana R.,7/1/2017,5,\n8,won,Ana R.,7/1/2017,5,\n"
    let imported = try Imported(
      csv, mapping: Self.mapping, refusing: ["8-opened", "8-won"])
    #expect([imported.tally.withEvents, imported.tally.refused] == [1, 1])
    #expect(imported.refusals.first == "row 2: no such thing (event_invalid)")
    #expect(ImportReport.lost(imported.tally) == 0)
    #expect(
      ImportReport.verdict(imported.tally) == "1 of 2 rows refused, 1 appended, 0 lost.")
  }

  @Test("the same file gives the same bytes again, however it is cut")
  func stable() throws {
    let csv =
      "id,kind,who,day,price,account\n"
      + (0..<500).map { "\($0),won,Ben S.,7/1/2017,\($0).25,Acme\n" }.joined()
    let once = try Imported(csv, mapping: Self.mapping)
    let again = try Imported(csv, mapping: Self.mapping, piece: 113)
    #expect(once.lines == again.lines && once.lines.count == 1000)
  }
}
