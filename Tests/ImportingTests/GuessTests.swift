import Importing
import JSONText
import Testing

@Suite("Guessing a mapping")
struct GuessTests {
  /// The guess for a file, and what importing the file through it gives.
  static func guessed(_ name: String, _ csv: String) throws -> (
    text: String, tally: ImportTally, lines: [JSONValue]
  ) {
    let scratch = try Scratch()
    let path = try scratch.write(name, csv)
    let text = try MappingGuess.text(for: path)
    let mapping = try MappingReader.read(text)
    var run = try ImportRun(
      CSVReader(try FileInput(path: path), file: path, separator: mapping.separator), mapping,
      sink: KeepingSink())
    let tally = try run.run()
    return (text, tally, try run.sink.lines.map { try JSONValue.parse($0) })
  }

  static let deals = """
    Vertrag Nr.;sales_rep;Kunde/Company;state;CreatedDate;closed on;Deal value
    A-1;Ana Ruiz;"Nord; AG";Won;03.09.2026;24.10.2026;€ 12.500,50
    A-2;Ben Sato;Hafen;Lost;14.09.2026;30.10.2026;€ 800,00
    A-3;Ben Sato;;Offer sent;20.10.2026;;€ 1.000,00

    """

  @Test("deals with semicolons, German dates and euros are understood without a word of help")
  func german() throws {
    let (text, tally, events) = try Self.guessed("vertraege.csv", Self.deals)
    #expect(tally.rows == 3 && tally.refused == 0, "\(text)\n\(tally.firstRefused)")
    let types = events.map { $0["type"]?.string?.split(separator: ".").last.map(String.init) ?? "" }
    #expect(types == ["opened", "won", "opened", "lost", "opened", "advanced"])
    #expect(events[1]["data"]?["amount"]?.integer == 1_250_050)
    #expect(events[1]["data"]?["currency"]?.string == "EUR")
    #expect(events[1]["time"]?.string == "2026-10-24T12:00:00Z")
    #expect(events[0]["subject"]?.string == "Ana Ruiz")
    #expect(events[0]["data"]?["account"]?.string == "Nord; AG")
  }

  @Test("every guess is explained: each setting has a comment before it")
  func explained() throws {
    let (text, _, _) = try Self.guessed("vertraege.csv", Self.deals)
    for said in [
      "Named like a column of people", "Every text in it is a date", "All amounts: ",
      "carry no offset from UTC", "state has ", "What cuts the first line",
    ] {
      #expect(text.contains("# \(said)") || text.contains(said), "\(said) in \(text)")
    }
  }

  @Test("activities get a rule for each kind, and ids from columns that differ together")
  func activities() throws {
    let csv =
      "user,activity type,when,minutes\nana,Call,2026-11-02T09:00:00Z,5\n"
      + "ana,Site visit,2026-11-02T11:00:00Z,60\nben,Call,2026-11-02T09:00:00Z,7\n"
    let (text, tally, events) = try Self.guessed("log.csv", csv)
    #expect(tally.refused == 0 && events.count == 3, "\(text)")
    #expect(Set(events.map { $0["id"]?.string ?? "" }).count == 3)
    #expect(events.map { $0["data"]?["metric"]?.string } == ["call", "site-visit", "call"])
    #expect(events.map { $0["data"]?["minutes"]?.integer } == [5, 60, 7])
    #expect(!text.contains("no offset"))
  }

  @Test("names that YAML would take for something else stay names")
  func names() throws {
    let csv = "id,owner,\"a: \"\"b\"\" #c status\",date {x}\n1,yes,\"Won, no\",1\n2,null,Lost,2\n"
    let (text, tally, _) = try Self.guessed("x.csv", csv)
    #expect(tally.refused == 0, "\(text)\n\(tally.firstRefused)")
  }

  @Test("a file with a header and nothing else still gives a mapping that is one")
  func empty() throws {
    let (text, tally, _) = try Self.guessed("x.csv", "a,b\n")
    #expect(tally.rows == 0 && text.contains("no column looks like a date"))
  }

  @Test("a shipped layout is recognised", arguments: ShippedMappingTests.samples)
  func recognised(name: String) throws {
    let text = try MappingGuess.text(for: "\(ShippedMappingTests.sampleFolder)/\(name).csv")
    #expect(text.contains("cox import --mapping \(name) "), "\(text.prefix(300))")
  }
}
