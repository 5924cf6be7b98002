import Foundation
import Harness
import Testing

@Suite("Looking back", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct PastTests {
  private static let events = 120_000

  /// A daemon with a log that takes a while to replay.
  private func large() throws -> (workbench: Workbench, daemon: DaemonProcess) {
    let workbench = try Workbench()
    let daemon = try workbench.start()
    try workbench.apply(members: ["ana: {name: Ana, role: rep, zone: UTC}"], on: daemon)
    let producer = try LineSocket(workbench.socket)
    var sent = 0
    while sent < Self.events {
      var text = ""
      for number in sent..<sent + 10_000 {
        text +=
          #"{"specversion":"1.0","id":"p-\#(number)","source":"/past","#
          + #""type":"coxswain.activity.logged","subject":"ana","#
          + #""time":"2026-11-16T09:00:00Z","data":{"metric":"call"}}"# + "\n"
      }
      sent += 10_000
      try producer.send(Array(text.utf8))
      while let line = try producer.readLine(), !line.contains(#""n":\#(sent),"#) {}
    }
    return (workbench, daemon)
  }

  private func isReadable(_ socket: LineSocket) -> Bool {
    var waiting = pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, 0) > 0
  }

  @Test("While the log is replayed for one question, everybody else is answered as usual")
  func asUsual() throws {
    let (workbench, daemon) = try large()
    defer { daemon.kill() }
    let asker = try LineSocket(workbench.socket)
    let other = try LineSocket(workbench.socket)
    var answered = 0
    // Each time an earlier moment, so that nothing is there to go on from; a machine that is busy
    // elsewhere may let one replay pass between two calls, but not each of them.
    for attempt in 0..<6 where answered < 20 {
      answered = 0
      let seq = Self.events - attempt
      try asker.send(
        #"{"jsonrpc":"2.0","id":1,"method":"query","params":{"view":"counts","metric":"call","#
          + #""asOf":"\#(try store(other)):\#(seq)"}}"#)
      while !isReadable(asker) {
        let status = try other.call(#"{"jsonrpc":"2.0","id":\#(answered),"method":"status"}"#)
        #expect(status.contains(#""id":\#(answered),"result""#))
        answered += 1
      }
      let answer = try #require(try asker.readLine())
      #expect(answer.contains(#":\#(seq)","view":"counts","as_of":"#), "\(answer)")
    }
    #expect(answered >= 20, "only \(answered) others were answered meanwhile")
  }

  @Test("A reader who catches up is served in between, and so is who connects meanwhile")
  func between() throws {
    let (workbench, daemon) = try large()
    defer { daemon.kill() }
    let asker = try LineSocket(workbench.socket)
    let follower = try LineSocket(workbench.socket)
    let store = try store(follower)
    var wasBetween = false
    for attempt in 0..<6 where !wasBetween {
      try asker.send(
        #"{"jsonrpc":"2.0","id":1,"method":"query","params":{"view":"doubts","#
          + #""asOf":"\#(store):\#(Self.events - attempt)"}}"#)
      // Old records, which the same reader has to bring, to a connection that was just made.
      let late = try LineSocket(workbench.socket)
      try late.send(
        #"{"jsonrpc":"2.0","id":1,"method":"subscribe","params":{"from":{"after":"\#(store):9"}}}"#)
      let line = try #require(try late.readLine())
      #expect(line.contains("events.next"))
      wasBetween = !isReadable(asker)
      #expect(try asker.readLine()?.contains(#""view":"doubts""#) == true)
    }
    #expect(wasBetween)
  }

  private func store(_ socket: LineSocket) throws -> String {
    let hello = try socket.call(#"{"jsonrpc":"2.0","id":1,"method":"hello"}"#)
    return try #require(hello.firstMatch(of: /"store":"([^"]+)"/).map { String($0.1) })
  }

  @Test("cox shows a view of the past under a heading that says so, and what changed since")
  func commands() throws {
    let workbench = try Workbench()
    let daemon = try workbench.start()
    defer { daemon.kill() }
    try workbench.apply(members: ["ana: {name: Ana, role: rep, zone: UTC}"], on: daemon)
    func cox(_ words: [String]) throws -> CommandOutput {
      try run(Binaries.cox, words + ["--socket", workbench.socket])
    }
    func log() throws {
      let logged = try cox(["log", "call", "--as", "ana"])
      #expect(logged.status == .code(0), "\(logged.errorOutputText)")
    }
    try log()
    let monday = try LineSocket(workbench.socket).call(
      #"{"jsonrpc":"2.0","id":1,"method":"clock.advance","params":{"to":"2026-11-19T12:00:00Z"}}"#)
    #expect(monday.contains("result"))
    try log()
    try log()
    let past = try cox(["week", "--as", "ana", "--as-of", "2026-11-18T13:00:00Z", "--screen"])
    #expect(past.outputText.contains("As it was known on Wed 18 Nov 2026"), "\(past.outputText)")
    let rows = try cox(["week", "--as", "ana", "--as-of", "yesterday 23:00", "--rows"])
    #expect(rows.outputText.contains("\tactivity\tcount\t1\t"), "\(rows.outputText)")
    let diff = try cox(["diff", "week", "--as", "ana", "--since", "yesterday 23:00", "--screen"])
    #expect(diff.outputText.contains("done 1 → 3"), "\(diff.outputText)")
    let future = try cox(["week", "--as", "ana", "--as-of", "2026-12-24"])
    #expect(future.status == .code(64))
    #expect(future.errorOutputText.contains("lies ahead"), "\(future.errorOutputText)")
    let nonsense = try cox(["diff", "week", "--as", "ana", "--since", "someday"])
    #expect(nonsense.status == .code(64))
    #expect(nonsense.errorOutputText.contains("--since"), "\(nonsense.errorOutputText)")
  }
}
