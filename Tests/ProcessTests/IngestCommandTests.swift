import Foundation
import Harness
import Testing

@Suite(
  "cox ingest and a file that is not all events", .serialized,
  .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct IngestCommandTests {
  private func line(_ id: String, note: String = "") -> String {
    "{\"specversion\":\"1.0\",\"id\":\"\(id)\",\"source\":\"/file\","
      + "\"type\":\"coxswain.activity.logged\",\"subject\":\"ana\","
      + "\"data\":{\"metric\":\"call\",\"note\":\"\(note)\"}}\n"
  }

  @Test(
    "A line past the limit is named by its number, and what stood before it is stored",
    arguments: [true, false])
  func overlong(hasEnd: Bool) throws {
    let workbench = try Workbench()
    let daemon = try workbench.start()
    let file = workbench.folder.path + "/events.ndjson"
    let long = line("long", note: String(repeating: "x", count: 1_100_000))
    let text =
      line("1") + "\n" + line("2")
      + (hasEnd ? long + line("3") : String(repeating: "y", count: 3_000_000))
    try text.write(toFile: file, atomically: false, encoding: .utf8)
    let said = try run(Binaries.cox, ["--socket", daemon.socket, "ingest", file])
    #expect(said.status == .code(65))
    #expect(said.errorOutputText.contains("line 4 has more than"), "\(said.errorOutputText)")
    #expect(!said.errorOutputText.contains("send it again"))
    #expect(daemon.stop() == .code(0))
    let stored = try workbench.records().compactMap(\.event)
    #expect(stored.map { $0 + "\n" } == [line("1"), line("2")])
  }

  @Test("Refused lines that were mended meanwhile are not written over by the next run")
  func rejects() throws {
    let workbench = try Workbench()
    let daemon = try workbench.start()
    let file = workbench.folder.path + "/events.ndjson"
    try (line("1") + "{\"id\":7}\n").write(toFile: file, atomically: false, encoding: .utf8)
    let words = ["--socket", daemon.socket, "ingest", file]
    #expect(try run(Binaries.cox, words).status == .code(65))
    try writeFile(file + ".rejected", "mended\n")
    let again = try run(Binaries.cox, words + ["--screen"])
    #expect(again.status == .code(65))
    #expect(again.outputText.contains("\(file).rejected.2"), "\(again.outputText)")
    #expect(try readFile(file + ".rejected") == Array("mended\n".utf8))
    #expect(try readFile(file + ".rejected.2") == Array("{\"id\":7}\n".utf8))
  }
}
