import Foundation
import Harness
import Testing

@Suite("Following", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct TailTests {
  private func event(_ number: Int) -> String {
    "{\"specversion\":\"1.0\",\"id\":\"t-\(number)\",\"source\":\"/tail\","
      + "\"type\":\"coxswain.activity.logged\",\"subject\":\"ana\",\"data\":{\"metric\":\"call\"}}"
  }

  /// The ids of the events that the follower has written so far.
  private func seen(_ path: String) throws -> [String] {
    String(decoding: try readFile(path), as: UTF8.self).split(separator: "\n").compactMap { line in
      line.firstMatch(of: /"id":"(t-[0-9]+)"/).map { String($0.1) }
    }
  }

  private func wait(for count: Int, in path: String) throws -> [String] {
    for _ in 0..<600 {
      let ids = try seen(path)
      if ids.count >= count { return ids }
      usleep(50_000)
    }
    return try seen(path)
  }

  @Test("A follower goes on where it was, after a stop and after a kill of the daemon")
  func restarts() throws {
    let workbench = try Workbench()
    var daemon = try workbench.start()
    let path = workbench.folder.path + "/seen"
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    defer { close(file) }
    let tail = try ChildProcess(
      Binaries.cox,
      [
        "tail", "--follow", "--json", "--from", "start", "--types", "coxswain.activity.",
        "--socket", workbench.socket,
      ], output: file, error: file)
    defer { tail.signal(SIGKILL) }
    for number in 1...4 {
      _ = try workbench.socat([event(number)])
      #expect(try wait(for: number, in: path).count == number)
      if number == 4 { break }
      if number % 2 == 0 { daemon.kill() } else { daemon.stop() }
      daemon = try workbench.start()
    }
    #expect(try seen(path) == ["t-1", "t-2", "t-3", "t-4"])
    #expect(tail.isRunning)
  }

  @Test("The socket belongs to the group that was named, and an unknown group is refused")
  func group() throws {
    let workbench = try Workbench()
    let daemon = try workbench.start(["--socket-group", "nogroup", "--socket-mode", "0660"])
    var status = stat()
    #expect(stat(workbench.socket, &status) == 0)
    #expect(getgrgid(status.st_gid).map { String(cString: $0.pointee.gr_name) } == "nogroup")
    #expect(status.st_mode & 0o777 == 0o660)
    #expect(daemon.stop() == .code(0))
    let refused = try workbench.daemon([
      "--team", "test", "--socket", workbench.socket, "--state", workbench.state,
      "--socket-group", "no-such-group", "--exit-with-parent",
    ])
    #expect(refused.status == .code(73))
    #expect(refused.errorOutputText.contains("no-such-group"))
  }
}
