import Foundation
import Glibc
import Harness
import Testing

/// Stops that are asked for while a start still reads its log.
@Suite("Stopping a start", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct StopTests {
  /// Enough to be read for a good while.
  private static let events = (1...40_000).map { number in
    #"{"specversion":"1.0","id":"s-\#(number)","source":"/stop","type":"coxswain.activity.logged","#
      + #""subject":"ana","time":"2026-11-16T09:00:00Z","data":{"metric":"call","tags":["\#(number)"]}}"#
  }

  private func names(_ state: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: state).sorted()
  }

  /// Whether a process reads its log: it has the lock and the folder of the log open, and HEAD not yet.
  private func reads(_ pid: Int32) -> Bool {
    let folder = "/proc/\(pid)/fd"
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let paths = files.compactMap {
      try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")
    }
    func holds(_ name: String) -> Bool { paths.contains { $0.hasSuffix("/state/\(name)") } }
    return holds("lock") && holds("log") && !holds("HEAD")
  }

  @Test(
    "A stop during the replay ends the start at once and in order, however often it is asked for",
    arguments: [[SIGTERM], [SIGINT], [SIGINT, SIGTERM, SIGINT]])
  func replaying(signals: [Int32]) throws {
    let workbench = try Workbench()
    let first = try workbench.start()
    try workbench.apply(members: ["ana: {name: Ana, role: rep}"], on: first)
    _ = try workbench.socat(Self.events)
    // Killed, it leaves the segment open: all of it has to be read.
    #expect(first.kill() == .signal(SIGKILL))
    let before = try names(workbench.state)
    let messages = workbench.folder.path + "/messages"
    let file = open(messages, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(file) }
    let start = try ChildProcess(
      Binaries.daemon,
      [
        "--team", "test", "--socket", workbench.socket, "--state", workbench.state,
        "--exit-with-parent",
      ], error: file)
    // Held again and again until it is held while it reads.
    start.signal(SIGSTOP)
    for _ in 0..<20_000 where !reads(start.pid) {
      start.signal(SIGCONT)
      usleep(500)
      start.signal(SIGSTOP)
    }
    try #require(reads(start.pid))
    for signal in signals { start.signal(signal) }
    start.signal(SIGCONT)
    for _ in 0..<500 where start.isRunning { usleep(10_000) }
    if start.isRunning { start.signal(SIGKILL) }
    #expect(start.wait() == .code(0))
    #expect(try names(workbench.state) == before, "nothing was written")
    let told = String(decoding: try readFile(messages), as: UTF8.self)
    #expect(told.contains("told to stop while the log was read"), "\(told)")
    let next = try workbench.start()
    #expect(
      next.log.contains("after an unclean end"),
      "it is still the end of the one killed: \(next.log)")
    #expect(next.stop() == .code(0))
  }
}
