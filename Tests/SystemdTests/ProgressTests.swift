import Foundation
import Harness
import Testing

@Suite("A long start", .serialized)
struct ProgressTests {
  /// Lets the daemon run for a hundredth of a second at a time while it starts, so that the start takes
  /// seconds on any machine; ends it once it listens.
  private static let slowStart = #"""
    socket=$1
    shift
    "$@" &
    pid=$!
    until [ -S "$socket" ] || [ ! -e /proc/$pid/exe ]; do
      kill -STOP $pid
      sleep 0.4
      kill -CONT $pid
      sleep 0.01
    done
    kill $pid
    wait $pid
    """#
  private static let events = 200_000

  /// A log without a sidecar in a folder, and the arguments that start a daemon on it slowly.
  private func slowStart(_ daemon: String, _ cox: String, in folder: String) throws -> [String] {
    let (socket, state) = ("\(folder)/api.sock", "\(folder)/state")
    let first = try DaemonProcess(
      binary: daemon, team: "acme", socket: socket, state: state, options: ["--exit-with-parent"])
    let lines = (1...Self.events).map { number in
      "{\"specversion\":\"1.0\",\"id\":\"p-\(number)\",\"source\":\"/progress\","
        + "\"type\":\"coxswain.activity.logged\",\"subject\":\"ana\",\"data\":{\"metric\":\"call\"}}\n"
    }
    try writeFile("\(folder)/events", lines.joined())
    let sent = try run(cox, ["ingest", "\(folder)/events", "--socket", socket])
    try #require(sent.status == .code(0), "\(sent.errorOutputText)")
    #expect(first.stop() == .code(0))
    let cached = try shell("ls '\(state)/log'").output
    try #require(!cached.contains(".cols"), "with a sidecar nothing is replayed: \(cached)")
    return [
      "-c", Self.slowStart, "sh", socket, daemon, "--team", "acme", "--socket", socket, "--state",
      state, "--exit-with-parent",
    ]
  }

  @Test(
    "asks the manager for patience and tells how far it is, second by second, until it is ready")
  func notified() throws {
    guard let daemon = program("coxswaind"), let cox = program("cox") else { return }
    try withFolder { folder in
      let words = try slowStart(daemon, cox, in: folder)
      let manager = NotifySocket(in: folder)
      let process = try ChildProcess(
        "sh", words, environment: ["NOTIFY_SOCKET=\(manager.path)"])
      var seqs: [Int] = []
      while let message = manager.receive(withinSeconds: 60), !message.contains("READY=1") {
        let told = message.firstMatch(of: #/STATUS=Replaying\D+(\d+)\D+(\d+)\D/#)
        let seq = message.firstMatch(of: #/STATUS=Replaying.*seq (\d+)/#)?.1
        #expect(told != nil && message.contains("%"), "\(message)")
        #expect(message.contains("EXTEND_TIMEOUT_USEC=30000000"), "\(message)")
        seqs.append(seq.flatMap { Int($0) } ?? 0)
      }
      #expect(!seqs.isEmpty, "it was slow, and said nothing")
      #expect(seqs == seqs.sorted() && seqs.allSatisfy { (1...Self.events + 5).contains($0) })
      #expect(process.wait() == .code(0))
    }
  }

  @Test("draws a bar where somebody looks on, and takes it away before anything else is said")
  func drawn() throws {
    guard let daemon = program("coxswaind"), let cox = program("cox") else { return }
    try withFolder { folder in
      let words = try slowStart(daemon, cox, in: folder)
      let screen = try PseudoTerminal.run("sh", words, columns: 80)
      #expect(screen.status == .code(0), "\(screen.lines)")
      let text = String(decoding: screen.bytes, as: UTF8.self)
      let bars = text.matches(of: #/replaying \[(#*)(\.*)\] (\d+) ?%/#)
      try #require(!bars.isEmpty, "\(text)")
      for bar in bars {
        let (full, width) = (bar.1.count, bar.1.count + bar.2.count)
        let percent = try #require(Int(bar.3))
        #expect(percent <= 100 && full == width * percent / 100, "\(bar.0)")
      }
      let rest = try #require(bars.last).range.upperBound
      let cleared = try #require(text[rest...].firstRange(of: "\r\u{1b}[K"), "\(text[rest...])")
      #expect(text[cleared.upperBound...].contains(" ready on "))
      #expect(!text[rest..<cleared.lowerBound].contains("ready"))
    }
  }
}
