import Foundation
import Glibc
import Harness
import Testing

/// What the daemon does where the system gives it too little.
@Suite("Shortages", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct ShortageTests {
  private let status = #"{"jsonrpc":"2.0","id":1,"method":"status"}"#

  @Test("Without a descriptor left, who connects waits, told once, and others are served")
  func descriptors() throws {
    let workbench = try Workbench()
    let daemon = try workbench.start(before: ["prlimit", "--nofile=40:40"])
    var sockets = try (0..<60).map { _ in try LineSocket(daemon.socket) }
    #expect(try sockets[0].call(status).contains("\"result\""))
    #expect(try daemon.comesToRest())
    // It looks again each second: then it is sure that somebody waits, and has nothing new to say later.
    for _ in 0..<100 where !daemon.log.contains("Too many open files") { usleep(100_000) }
    usleep(1_500_000)
    #expect(daemon.log.ranges(of: "Too many open files").count == 1, "\(daemon.log)")
    #expect(try sockets[1].call(status).contains("\"result\""))
    let last = sockets.removeLast()
    sockets.removeAll()
    #expect(try last.call(status).contains("\"result\""), "there is room for it again")
    #expect(try daemon.comesToRest())
    #expect(daemon.stop() == .code(0), "\(daemon.log)")
  }

  @Test(
    "Where a thread is refused, the start ends with the way out and begins no log",
    .enabled(if: IdentityTests.canChangeUser, "needs root"), arguments: [1, 2, 3])
  func threads(allowed: Int) throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    // By another process, as in the refused starts.
    let copied = try run("cp", [Binaries.daemon, folder.path + "/coxswaind"])
    try #require(copied.status == .code(0), "\(copied.errorOutputText)")
    // A user of this test's own: the limit counts all that a user has.
    try #require(chown(folder.path, 4719, 4719) == 0)
    let output = try run(
      "prlimit",
      [
        "--nproc=\(allowed)", "setpriv", "--reuid", "4719", "--regid", "4719", "--clear-groups",
        folder.path + "/coxswaind", "--team", "me", "--state", folder.path + "/state",
        "--socket", folder.path + "/test.sock", "--exit-with-parent",
      ])
    #expect(output.status == .code(71), "\(output.errorOutputText)")
    for word in ["TasksMax=", "`ulimit -u`"] {
      #expect(output.errorOutputText.ranges(of: word).count == 1, "\(output.errorOutputText)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/state"))
  }
}

extension DaemonProcess {
  /// Whether it soon rests: half a second in which it uses less than a tenth of a processor.
  func comesToRest() throws -> Bool {
    for _ in 0..<20 {
      let before = try processorSeconds()
      usleep(500_000)
      if try processorSeconds() - before < 0.05 { return true }
    }
    return false
  }
}
