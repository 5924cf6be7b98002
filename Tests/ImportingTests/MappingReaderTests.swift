import Importing
import Testing
import YAMLText

@Suite("Mapping files")
struct MappingReaderTests {
  static let sound = """
    source: /crm/test
    id: "{id}"
    subject: "{who}"
    time: "{when}"
    fields:
      when: {date: "{day}", format: "%Y-%m-%d", zone: UTC}
      price: {money: "{price}", currency: EUR}
    events:
      - type: coxswain.deal.won
        data: {deal: "{id}", amount: "{price}"}
    """

  /// The fault of a mapping with one text replaced by another.
  static func fault(_ original: String, _ changed: String) -> YAMLFault? {
    let text = sound.replacing(original, with: changed)
    guard text != sound else { return nil }
    do {
      _ = try MappingReader.read(text)
      return nil
    } catch {
      return error
    }
  }

  @Test("a sound mapping names the columns it reads")
  func columns() throws {
    #expect(try Set(MappingReader.read(Self.sound).columns) == ["id", "who", "day", "price"])
  }

  @Test(
    "a mapping that cannot be meant is refused where it stands",
    arguments: [
      ("source: /crm/test", "source: crm", 1, "source must begin with \"/\""),
      ("id: \"{id}\"\n", "idd: \"{id}\"\n", 2, "Did you mean \"id\"?"),
      ("zone: UTC", "zone: Europe/Paris", 6, "named zones are the playbook's"),
      (", zone: UTC", "", 6, "needs a zone"),
      ("%Y-%m-%d", "%Y-%q-%d", 6, "%q is not understood"),
      ("%Y-%m-%d", "%Y-%m", 6, "a day (%d)"),
      ("currency: EUR", "currency: euro", 7, "three capital letters"),
      ("currency: EUR", "decimals: 2", 7, "no setting \"decimals\""),
      ("coxswain.deal.won", "coxswain.deal.wonn", 9, "Did you mean coxswain.deal.won?"),
      ("deal: \"{id}\", ", "", 9, "needs data member \"deal\""),
      ("amount: \"{price}\"", "amount: \"{id}\"", 10, "must be a number"),
      ("time: \"{when}\"", "time: \"{day}\"", 4, "one date field"),
      ("time: \"{when}\"", "time: yesterday", 4, "one date field"),
      ("\"{who}\"", "\"{who\"", 3, "\"}\""),
      ("source: /crm/test", "source: /crm/test\nsource: /x", 1, "stated twice"),
    ])
  func refused(original: String, changed: String, line: Int, says: String) throws {
    let fault = try #require(Self.fault(original, changed))
    #expect(fault.line == line, "\(fault)")
    #expect(fault.message.contains(says), "\(fault)")
  }

  @Test("look-ups, pairs and conditions name what they refer to")
  func references() {
    let cases = [
      ("fields:", "fields:\n  x: {look-up: nothing, of: \"{id}\"}", "no look-up \"nothing\""),
      ("  - type: coxswain.deal.won", "  - pair: gone\n    type: coxswain.deal.won", "no pair"),
      (
        "  - type: coxswain.deal.won", "  - when: {id: {like: x}}\n    type: coxswain.deal.won",
        "no setting \"like\""
      ),
    ]
    for (original, changed, says) in cases {
      #expect(Self.fault(original, changed)?.message.contains(says) == true)
    }
  }

  @Test("braces are written by doubling them")
  func braces() throws {
    let imported = try Imported(
      "id,who,day,price\n7,ana,2017-07-01,5\n",
      mapping: Self.sound.replacing("id: \"{id}\"\n", with: "id: \"{{{id}}\"\n"))
    #expect(imported.lines[0].contains("\"id\":\"{7}\""))
  }
}
