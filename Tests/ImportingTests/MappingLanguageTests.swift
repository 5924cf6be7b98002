import Importing
import JSONText
import Testing
import YAMLText

/// What exports of real systems need of a mapping.
@Suite("Mappings for real exports")
struct MappingLanguageTests {
  static let text = """
    source: /crm/test
    id: "{ID}"
    time: "{when}"
    version: "{Changed}"
    optional: [Currency, Changed, Length]
    names: {Day: [Date, Fecha]}
    fields:
      when: {date: "{Day}", format: iso, zone: UTC}
      amount: {money: "{Amount}", currency: "{Currency}"}
      length: {duration: "{Length}", unit: ms}
      deal: {first: "{Deals}", separator: ";"}
    events:
      - type: coxswain.activity.logged
        when: {Deals: {starts-not: x}}
        data: {metric: call, deal: "{deal}", minutes: "{length}", amount: "{amount}"}
    """

  static func imported(
    _ csv: String, account: AccountSettings = AccountSettings()
  ) throws -> (events: [JSONValue], refusals: [RefusedRow]) {
    let mapping = try MappingReader.read(text, file: "crm.yaml", account: account)
    var run = try ImportRun(
      CSVReader(MemoryInput(Array(csv.utf8)), file: "data.csv"), mapping, sink: KeepingSink())
    let tally = try run.run()
    return (try run.sink.lines.map { try JSONValue.parse($0) }, tally.firstRefused)
  }

  @Test("an export may lack optional columns; its other columns may have other capitals")
  func columns() throws {
    let (events, refused) = try Self.imported("id,DAY,Deals, amount\n1,2026-11-02,9;8,\n")
    #expect(refused.isEmpty && events[0]["data"]?["deal"]?.string == "9")
    #expect(events[0]["data"]?["minutes"] == nil && events[0]["recordversion"] == nil)
  }

  @Test("a column goes by its other names where it has not its own")
  func otherNames() throws {
    let (events, refused) = try Self.imported("ID,FECHA,Deals,Amount\n1,2026-11-02,,\n")
    #expect(refused.isEmpty && events[0]["time"]?.string == "2026-11-02T12:00:00Z")
  }

  @Test("a column that is missing is a mistake in the mapping, where the mapping names it")
  func missing() {
    let fault = #expect(throws: ImportFault.self) {
      try Self.imported("ID,Day,Deal,Amount\n")
    }
    guard case .mapping("crm.yaml", 11, let column, let message)? = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
    #expect(column == 17 && message.contains("data.csv has no column \"Deals\""))
    #expect(message.contains("Did you mean \"Deal\"?"))
  }

  @Test("an amount is in the currency its row names, else in the one that was said, else refused")
  func currencies() throws {
    let csv =
      "ID,Day,Deals,Amount,Currency\n1,2026-11-02,,1.5,JPX\n2,2026-11-02,,7,JPY\n3,2026-11-02,,1.5,\n"
    let (events, refused) = try Self.imported(csv.replacing("JPX", with: "jpx"))
    #expect(events.map { $0["data"]?["amount"]?.integer } == [7])
    #expect(events[0]["data"]?["currency"]?.string == "JPY")
    #expect(
      refused.map(\.place.row) == [1, 3] && refused.map(\.column) == ["Currency", "Currency"])
    #expect(refused[1].reason.contains("--currency EUR"))
    let (said, _) = try Self.imported(csv, account: AccountSettings(currency: "EUR"))
    #expect(said.last?["data"]?["currency"]?.string == "EUR")
    #expect(said.last?["data"]?["amount"]?.integer == 150)
  }

  @Test("the zone that was said wins over the mapping's, not over an offset in the text")
  func zone() throws {
    let csv = "ID,Day,Deals,Amount\n1,2026-11-02 00:30,,\n2,2026-11-02T00:30:00Z,,\n"
    let (events, _) = try Self.imported(csv, account: AccountSettings(zone: "+01:00"))
    #expect(
      events.map { $0["time"]?.string } == ["2026-11-01T23:30:00Z", "2026-11-02T00:30:00Z"])
    #expect(throws: YAMLFault.self) {
      try MappingReader.read(Self.text, account: AccountSettings(zone: "Europe/Paris"))
    }
  }

  @Test(
    "durations are whole minutes of a number in its unit, or of a clock text",
    arguments: [
      ("184000", 3), ("29999", 0), ("00:02:31", 3), ("1:30", 90), ("00:15", 15),
    ])
  func durations(text: String, minutes: Int64) throws {
    let (events, _) = try Self.imported("ID,Day,Deals,Amount,Length\n1,2026-11-02,,,\(text)\n")
    #expect(events.first?["data"]?["minutes"]?.integer == minutes)
  }

  @Test("what is no duration is refused", arguments: ["long", "1:75", "1:2:3:4", "-5", "1h"])
  func badDurations(text: String) throws {
    let (_, refused) = try Self.imported("ID,Day,Deals,Amount,Length\n1,2026-11-02,,,\(text)\n")
    #expect(refused.first?.reason == "Length \"\(text)\" is no duration")
  }

  @Test("rows whose column begins otherwise than the rule wants fit no rule")
  func startsNot() throws {
    let (events, refused) = try Self.imported("ID,Day,Deals,Amount\n1,2026-11-02,x9,\n")
    #expect(events.isEmpty && refused.count == 1)
  }

  @Test(
    "mistakes are told where they stand",
    arguments: [
      ("Day: [Date", "Days: [Date", 6, "names has the column \"Days\", which nothing here reads"),
      ("Length]", "Lenght]", 5, "nothing here reads. Did you mean \"Length\"?"),
      ("unit: ms", "unit: h", 10, "unit must be ms, s or min"),
      ("\"{Currency}\"", "\"{Currency}{Day}\"", 9, "or one column"),
      (", separator: \";\"", "", 11, "needs \"separator\""),
    ])
  func mistakes(original: String, changed: String, line: Int, says: String) {
    let text = Self.text.replacing(original, with: changed)
    let fault = #expect(throws: YAMLFault.self) { try MappingReader.read(text) }
    #expect(fault?.line == line && fault?.message.contains(says) == true, "\(fault as Any)")
  }
}
