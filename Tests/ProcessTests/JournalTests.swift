import Foundation
import Glibc
import Harness
import Testing

@Suite("What the journal is told", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct JournalTests {
  private let event =
    "{\"specversion\":\"1.0\",\"id\":\"j-1\",\"source\":\"/journal\",\"subject\":\"ana\","
    + "\"type\":\"coxswain.activity.logged\",\"data\":{\"metric\":\"call\",\"note\":\"secret\"}}"

  @Test("An operator hears of each call and batch for a while, and nothing of what they say")
  func forAWhile() throws {
    let bench = try Workbench()
    let daemon = try bench.start()
    let cox = { (words: [String]) in
      try run(Binaries.cox, words + ["--json", "--socket", bench.socket])
    }
    let call = "status of uid \(getuid()): taken"
    #expect(try cox(["status"]).status == .code(0))
    let set = try cox(["journal", "debug", "--for", "5s"])
    #expect(set.outputText == "{\"level\":\"debug\",\"seconds\":5}\n", "\(set.errorOutputText)")
    #expect(try cox(["status"]).status == .code(0))
    _ = try bench.socat([event])
    var level = ""
    for _ in 0..<200 where !level.contains("info") {
      level = try cox(["journal"]).outputText
      usleep(100_000)
    }
    #expect(level == "{\"level\":\"info\"}\n")
    #expect(try cox(["status"]).status == .code(0))
    #expect(daemon.stop() == .code(0))
    let told = daemon.log
    #expect(told.split(separator: "\n").count { $0.contains(call) } == 1, "\(told)")
    #expect(told.contains("writing seq ") && told.contains("synced in "), "\(told)")
    #expect(told.contains("debug and above for 5 s") && told.contains("info and above"), "\(told)")
    #expect(!told.contains("secret"))
  }

  @Test("Who made the journal quieter is told, even when it was quiet before")
  func quieter() throws {
    let bench = try Workbench()
    let daemon = try bench.start()
    for level in ["warning", "error", "info"] {
      let set = try run(Binaries.cox, ["journal", level, "--json", "--socket", bench.socket])
      #expect(set.status == .code(0), "\(set.errorOutputText)")
    }
    #expect(daemon.stop() == .code(0))
    for level in ["warning", "error", "info"] {
      #expect(daemon.log.contains("told \(level) and above"), "\(level) in \(daemon.log)")
    }
  }
}
