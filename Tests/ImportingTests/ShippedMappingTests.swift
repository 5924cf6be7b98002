import Foundation
import Importing
import JSONText
import Testing

/// The mappings in `protocol/mappings`, on rows written for these tests in the shape of the real files.
@Suite("Shipped mappings")
struct ShippedMappingTests {
  static let folder: String = {
    let parts = #filePath.split(separator: "/").dropLast(3)
    return "/" + parts.joined(separator: "/") + "/protocol/mappings"
  }()

  static func mapped(_ name: String, _ csv: String) throws -> ([JSONValue], ImportTally) {
    let mapping = try ImportFiles.mapping("\(folder)/\(name).yaml", lookUpFolder: folder)
    var run = try ImportRun(
      CSVReader(MemoryInput(Array(csv.utf8)), file: name), mapping, sink: KeepingSink())
    let tally = try run.run()
    return (try run.sink.lines.map { try JSONValue.parse($0) }, tally)
  }

  /// The layouts with a made-up sample in Tests/Samples.
  static let samples = [
    "hubspot-calls", "hubspot-deals", "hubspot-meetings", "hubspot-tasks", "pipedrive-activities",
    "pipedrive-deals", "salesforce-events", "salesforce-opportunities", "salesforce-tasks",
  ]
  static let sampleFolder = folder.replacing("/protocol/mappings", with: "/Tests/Samples")

  @Test("every mapping of the folder is found by its name, is the file, and says what it is for")
  func shipped() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
      .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
    #expect(ShippedMapping.all.map(\.name) == files.sorted())
    for mapping in ShippedMapping.all {
      let text = try String(contentsOfFile: "\(Self.folder)/\(mapping.name).yaml", encoding: .utf8)
      #expect(mapping.text == text && mapping.summary.count > 10)
      _ = try MappingReader.read(mapping.text)
    }
    #expect(throws: ImportFault.noMapping(name: "hubspot-deal", nearest: "hubspot-deals")) {
      try ImportFiles.mapping("hubspot-deal", lookUpFolder: ".")
    }
  }

  @Test("every row of every sample has a verdict, and none is refused", arguments: samples)
  func sample(name: String) throws {
    let mapping = try ImportFiles.mapping(
      name, lookUpFolder: ".", account: AccountSettings(currency: "EUR"))
    let path = "\(Self.sampleFolder)/\(name).csv"
    var run = try ImportRun(
      CSVReader(try FileInput(path: path), file: path), mapping, sink: KeepingSink())
    let tally = try run.run()
    #expect(tally.rows > 2 && tally.refused == 0, "\(tally.firstRefused)")
    #expect(tally.withEvents + tally.ignored == tally.rows && tally.withoutPerson == 0)
    let ids = try run.sink.lines.map { try JSONValue.parse($0)["id"]?.string ?? "" }
    #expect(Set(ids).count == ids.count)
  }

  @Test("C30: a meeting that was missed, and held after all, is one meeting with two ends")
  func meetings() throws {
    let head =
      "Record ID,Meeting start time,Meeting outcome,Activity assigned to,Associated Deal IDs\n"
    let rows = ["No Show", "Completed", "Scheduled", "Canceled"].map {
      "601,2026-11-02 13:00,\($0),Ana Ruiz,9001\n"
    }
    let (events, tally) = try Self.mapped("hubspot-meetings", head + rows.joined())
    #expect(tally.ignored == 2 && tally.refused == 0)
    #expect(
      events.map { $0["type"]?.string } == ["coxswain.meeting.missed", "coxswain.meeting.held"])
    #expect(events.map { $0["data"]?["meeting"]?.string } == ["601", "601"])
    #expect(Set(events.compactMap { $0["id"]?.string }).count == 2)
  }

  @Test("the example of the README is a mapping that does what it says")
  func example() throws {
    let scratch = try Scratch()
    let readme = try String(contentsOfFile: "\(Self.folder)/README.md", encoding: .utf8)
    let yaml = try #require(readme.split(separator: "```").first { $0.hasPrefix("yaml\n") })
    _ = try scratch.write("people.csv", "name,member\nAna Ruiz,ana\n")
    let mapping = try ImportFiles.mapping(
      try scratch.write("m.yaml", String(yaml.dropFirst(5))), lookUpFolder: scratch.path)
    let csv =
      "Deal ID,stage,owner,closed,value,calls made,task,status,company,total,total currency,"
      + "time spent,deals\n1,Won,Ana Ruiz,1.7.2017,\"1.234,50 €\",3,x,open,Acme,,,,\n"
      + "1,Sent,Ana Ruiz,1.7.2017,,3,x,open,Acme,,,,\n1,,Ana Ruiz,1.7.2017,,3,x,draft,Acme,,,,\n"
    var run = try ImportRun(
      CSVReader(MemoryInput(Array(csv.utf8)), file: "x"), mapping, sink: KeepingSink())
    let tally = try run.run()
    #expect(tally.withEvents == 2 && tally.ignored == 1 && tally.refused == 0)
    #expect(run.sink.lines[0].contains(#""amount":123450,"currency":"EUR","account":"Acme""#))
    #expect(run.sink.lines[1].contains(#""id":"1-proposal""#))
  }

  static let header = "case,reg_date,amount_req,activity,lifecycle,resource,timestamp\n"

  static func steps(_ rows: [(String, String, String, String)]) -> String {
    header
      + rows.map { activity, lifecycle, resource, time in
        "1,2011-10-01T08:00:00.000+02:00,5000,\(activity),\(lifecycle),\(resource),"
          + "2011-10-\(time)+02:00\n"
      }.joined()
  }

  @Test("bpi2012: a case becomes a deal with its way, its work and its end")
  func bpi() throws {
    let (events, tally) = try Self.mapped(
      "bpi2012",
      Self.steps([
        ("A_SUBMITTED", "COMPLETE", "112", "01T08:00:00.000"),
        ("A_PARTLYSUBMITTED", "COMPLETE", "112", "01T08:00:01.000"),
        ("A_PREACCEPTED", "COMPLETE", "112", "01T08:00:02.000"),
        ("W_Nabellen offertes", "SCHEDULE", "112", "01T08:00:03.000"),
        ("W_Nabellen offertes", "START", "10861", "03T09:00:00.000"),
        ("W_Nabellen offertes", "COMPLETE", "10861", "03T09:02:31.000"),
        ("O_SENT", "COMPLETE", "10861", "03T10:00:00.500"),
        ("A_REGISTERED", "COMPLETE", "10861", "04T10:00:00.000"),
        ("A_APPROVED", "COMPLETE", "10861", "04T10:00:00.000"),
        ("A_ACTIVATED", "COMPLETE", "10861", "04T10:00:00.000"),
      ]))
    #expect(
      events.map { $0["type"]?.string ?? "" } == [
        "coxswain.deal.opened", "coxswain.deal.advanced", "coxswain.activity.logged",
        "coxswain.deal.advanced", "coxswain.deal.won",
      ])
    #expect(tally.withEvents == 5 && tally.started == 1)
    #expect(tally.ignored == 4 && tally.refused == 0)
    let call = events[2]
    #expect(call["subject"]?.string == "r10861" && call["data"]?["minutes"]?.integer == 3)
    #expect(call["time"]?.string == "2011-10-03T07:02:31Z")
    #expect(events[4]["data"]?["amount"]?.integer == 500_000)
    #expect(Set(events.map { $0["id"]?.string ?? "" }).count == 5)
  }

  @Test("bpi2012: expired items are no calls, nameless ones are kept, both are counted")
  func bpiQuirks() throws {
    let (events, tally) = try Self.mapped(
      "bpi2012",
      Self.steps([
        ("W_Nabellen offertes", "COMPLETE", "10861", "20T09:15:00.000"),
        ("W_Afhandelen leads", "START", "", "21T09:00:00.000"),
        ("W_Afhandelen leads", "COMPLETE", "", "21T09:05:00.000"),
      ]))
    #expect(events.count == 1 && events[0]["subject"] == nil)
    #expect(events[0]["data"]?["metric"]?.string == "conversation")
    #expect(tally.unmatched == 1 && tally.withoutPerson == 1 && tally.refused == 0)
  }

  @Test("bpi2012: a step the mapping has never heard of is refused, not dropped")
  func bpiUnknown() throws {
    let (_, tally) = try Self.mapped(
      "bpi2012", Self.steps([("A_REOPENED", "COMPLETE", "112", "01T08:00:00.000")]))
    #expect(tally.refused == 1)
  }

  static let crm =
    "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\r\n"

  @Test("maven-crm: won, lost, engaging and prospecting rows, and their quirks")
  func maven() throws {
    let (events, tally) = try Self.mapped(
      "maven-crm",
      Self.crm + "A1,Ana Ruiz,GTXPro,Acme,Won,2017-02-28,2017-03-01,1054\r\n"
        + "A2,Ana Ruiz,GTX Pro,Acme,Lost,2017-02-28,2017-03-01,0\r\n"
        + "A3,Ana Ruiz,MG Special,,Engaging,2017-02-28,,\r\n"
        + "A4,Ana Ruiz,MG Special,,Prospecting,,,\r\n"
        + "A5,Ana Ruiz,MG Special,,Won,2017-02-28,,1054\r\n"
        + "A6,Ana Ruiz,MG Special,,Paused,2017-02-28,,\r\n")
    #expect(
      events.map { "\($0["id"]?.string ?? "") \($0["time"]?.string ?? "")" } == [
        "A1-opened 2017-02-28T12:00:00Z", "A1-engaging 2017-02-28T12:00:00Z",
        "A1-won 2017-03-01T12:00:00Z", "A2-opened 2017-02-28T12:00:00Z",
        "A2-engaging 2017-02-28T12:00:00Z", "A2-lost 2017-03-01T12:00:00Z",
        "A3-opened 2017-02-28T12:00:00Z", "A3-engaging 2017-02-28T12:00:00Z",
        "A4-opened 2017-12-31T12:00:00Z",
      ])
    #expect(events[0]["data"]?["product"]?.string == "GTX Pro")
    #expect(events[2]["data"]?["amount"]?.integer == 105_400)
    #expect(events[5]["data"]?["amount"] == nil)
    #expect(events[6]["data"]?["account"] == nil)
    let refused = tally.firstRefused.map(\.place.row)
    #expect(refused == [5, 6])
  }

  @Test("maven-crm-us: the other way of writing dates gives the very same events")
  func mavenUS() throws {
    let (iso, _) = try Self.mapped(
      "maven-crm",
      Self.crm + "A1,Ana Ruiz,GTXPro,Acme,Won,2017-02-28,2017-03-01,1054\r\n"
        + "A4,Ana Ruiz,MG Special,,Prospecting,,,\r\n")
    let (us, _) = try Self.mapped(
      "maven-crm-us",
      Self.crm.replacing("\r", with: "") + "A1,Ana Ruiz,GTXPro,Acme,Won,2/28/2017,3/1/2017,1054\n"
        + "A4,Ana Ruiz,MG Special,,Prospecting,,,\n")
    #expect(iso == us && iso.count == 4)
  }
}
