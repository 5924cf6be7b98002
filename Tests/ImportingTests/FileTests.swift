import Foundation
import Glibc
import Importing
import JSONText
import Testing

/// A folder for one test, removed with it.
final class Scratch {
  let path = FileManager.default.temporaryDirectory
    .appendingPathComponent("cox-import-" + UUID().uuidString).path

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ text: String) throws -> String {
    let file = path + "/" + name
    try text.write(toFile: file, atomically: false, encoding: .utf8)
    return file
  }

  /// Compresses a file beside itself.
  func gzip(_ file: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-k", file]
    try process.run()
    process.waitUntilExit()
    return file + ".gz"
  }
}

@Suite("Files of an import")
struct FileTests {
  static let rows = "id,kind\n" + (0..<20_000).map { "\($0),x\n" }.joined()

  static func count(_ path: String) throws -> Int {
    var reader = CSVReader(try FileInput(path: path), file: path)
    var count = 0
    while try reader.next() { count += 1 }
    return count
  }

  @Test("plain and compressed files give the same rows, whatever they are called")
  func compressed() throws {
    let scratch = try Scratch()
    let plain = try scratch.write("rows.csv", Self.rows)
    let packed = try scratch.gzip(plain)
    #expect(try Self.count(plain) == 20_001)
    #expect(try Self.count(packed) == 20_001)
    let renamed = scratch.path + "/renamed.csv"
    try FileManager.default.moveItem(atPath: packed, toPath: renamed)
    #expect(try Self.count(renamed) == 20_001)
  }

  @Test("a compressed file that is cut short ends the import, it is not half a file")
  func cutShort() throws {
    let scratch = try Scratch()
    let packed = try scratch.gzip(try scratch.write("rows.csv", Self.rows))
    let bytes = try Data(contentsOf: URL(fileURLWithPath: packed))
    try bytes.prefix(bytes.count - 10).write(to: URL(fileURLWithPath: packed))
    #expect(throws: ImportFault.self) { try Self.count(packed) }
  }

  @Test("a file that is not there is named")
  func missing() {
    #expect(throws: ImportFault.unreadable(file: "/nowhere/x.csv", errno: ENOENT)) {
      try Self.count("/nowhere/x.csv")
    }
  }

  @Test("look-ups are read from a second file; one key with two values is a mistake")
  func lookUps() throws {
    let scratch = try Scratch()
    _ = try scratch.write("people.csv", "who,extra,member\nAna R.,1,ana\n\"Ben, S.\",2,ben\n")
    let mapping = try scratch.write(
      "m.yaml",
      RowTests.mapping.replacing(
        "{table: {Ana R.: ana, Ben S.: ben}}", with: "{file: people.csv, key: who, value: member}"))
    let read = try ImportFiles.mapping(mapping, lookUpFolder: scratch.path)
    let key = Array("Ben, S.".utf8)
    #expect(read.lookUps[0].value(key, 0..<key.count) == Array("ben".utf8))
    _ = try scratch.write("people.csv", "who,member\nAna R.,ana\nAna R.,anna\n")
    #expect(throws: ImportFault.self) {
      try ImportFiles.mapping(mapping, lookUpFolder: scratch.path)
    }
  }

  @Test("refused rows are written with row, line and reason, for their owner's eyes only")
  func rejects() throws {
    let scratch = try Scratch()
    let path = scratch.path + "/rejects.ndjson"
    _ = try Imported(
      "id,kind,who,day,price,account\n7,open,\"Zoe\n\",7/1/2017,,\n8,won,Ana R.,7/1/2017,5,\n",
      mapping: RowTests.mapping, refusing: ["8-won"], rejects: path)
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 2)
    #expect(
      lines[0]
        == #"{"row":1,"line":2,"column":"who","reason":"who \"Zoe\n\" is not in look-up people"}"#)
    #expect(try JSONValue.parse(String(lines[1]))["id"]?.string == "8-won")
    #expect(try JSONValue.parse(String(lines[1]))["line"]?.integer == 4)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    // What was mended there since is not lost to another run.
    let again = try Imported(
      "id,kind,who,day,price,account\n7,open,Zoe,7/1/2017,,\n", mapping: RowTests.mapping,
      rejects: path)
    #expect(again.tally.rejectPath == path + ".2")
    #expect(try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") == lines)
    #expect(
      ImportReport.refusals(again.tally, command: "x").last
        == "all of them, with row numbers: \(path).2")
  }

  @Test("a dry run counts by rule, shows samples and names ids made twice")
  func dryRun() throws {
    let mapping = try MappingReader.read(RowTests.mapping)
    let csv =
      "id,kind,who,day,price,account\n"
      + "7,won,Ana R.,7/1/2017,5,\n8,won,Ana R.,7/1/2017,5,\n7,won,Ben S.,7/2/2017,5,\n"
    var run = try ImportRun(
      CSVReader(MemoryInput(Array(csv.utf8)), file: "x"), mapping,
      sink: DryRunSink(rules: mapping.rules.count))
    let tally = try run.run()
    #expect(tally.events == [3, 3, 0])
    #expect(run.sink.samples.map(\.count) == [1, 1, 0])
    #expect(run.sink.repeated == 2)
    #expect(run.sink.repeats.first?.id == "7-opened" && run.sink.repeats.first?.rows == [1, 3])
    let report = ImportReport.dryRun(tally, mapping, run.sink)
    #expect(report.contains("6 events:"))
    #expect(report.contains("  7-opened in rows 1 and 3"))
  }
}
