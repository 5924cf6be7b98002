import Foundation
import Harness
import Testing

@Suite("Transcripts", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct TranscriptTests {
  static let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "protocol/transcripts").path

  private static let files: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".ndjson") }.sorted() + ["../README.md"]
  }()

  @Test("A daemon says byte for byte what the transcript says", arguments: files)
  func transcript(file: String) throws {
    let folder = Self.folder
    let output = try run(
      "python3", ["\(folder)/run.py", "--spawn", Binaries.daemon, "\(folder)/\(file)"])
    #expect(output.status == .code(0), "\(output.outputText)\(output.errorOutputText)")
    if (output.outputText + output.errorOutputText).contains("skip") {
      sayAside("skipped: needs root (\(file) speaks as a second user)")
    }
  }

  @Test("The runner finds each bug of a mock daemon")
  func selfCheck() throws {
    let output = try run("python3", [Self.folder + "/run.py", "--self-check"])
    #expect(output.status == .code(0), "\(output.outputText)\(output.errorOutputText)")
    #expect(output.outputText.split(separator: "\n").count { $0.hasPrefix("ok ") } > 10)
  }

  @Test("There are transcripts for every part of the protocol")
  func parts() {
    let parts = [
      "10-hello", "20-ingest", "30-append", "40-subscribe", "50-errors", "60-auth", "80-crash",
      "85-clients",
    ]
    for part in parts {
      #expect(Self.files.contains(part + ".ndjson"))
    }
  }
}
