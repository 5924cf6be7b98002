import Foundation
import Harness
import Testing

@Suite(
  "A disk that fails under the running daemon", .serialized,
  .enabled(if: Binaries.isThere && FaultyDisk.isPossible, "needs COX_BIN_DIR and cc"))
struct FaultTests {
  private func event(_ id: String, note: String = "") -> String {
    "{\"specversion\":\"1.0\",\"id\":\"\(id)\",\"source\":\"/fault\","
      + "\"type\":\"coxswain.activity.logged\",\"subject\":\"ana\","
      + "\"data\":{\"metric\":\"call\",\"note\":\"\(note)\"}}"
  }

  private let status = #"{"jsonrpc":"2.0","id":1,"method":"status"}"#

  private func kind(_ line: String) throws -> String? {
    let message = try json(line)
    let error = (message["params"] as? [String: Any])?["error"] ?? message["error"]
    return ((error as? [String: Any])?["data"] as? [String: Any])?["kind"] as? String
  }

  @Test("A sync that fails ends the process with 74 and without an ack; nothing acked is lost")
  func failedSync() throws {
    let workbench = try Workbench()
    let disk = try FaultyDisk(workbench)
    let daemon = try workbench.start(before: disk.command)
    let client = try LineSocket(daemon.socket)
    try client.send(event("f-1"))
    #expect(try client.readLine()?.contains("ingest.ack") == true)
    try disk.fail(.fdatasync)
    try client.send(event("f-2"))
    #expect(try client.readLine() == nil, "nothing may be claimed once a sync failed")
    #expect(daemon.wait() == .code(74))
    #expect(daemon.log.contains("fdatasync"), "\(daemon.log)")
    try disk.heal(.fdatasync)
    let again = try workbench.start(before: disk.command)
    let resent = try LineSocket(again.socket)
    try resent.send(event("f-1") + "\n" + event("f-2"))
    resent.finishSending()
    while try resent.readLine() != nil {}
    again.kill()
    #expect(try workbench.verify().status == .code(0))
    let stored = try workbench.records().compactMap(\.event).filter { $0.contains("/fault") }
    #expect(stored == [event("f-1"), event("f-2")])
  }

  @Test("A full disk refuses events before harm, answers reads, and takes events again by itself")
  func fullDisk() throws {
    let workbench = try Workbench()
    let disk = try FaultyDisk(workbench)
    let daemon = try workbench.start(before: disk.command)
    try disk.fail(.fallocate)
    // The reserve takes what was under way; past it events are refused, one by one, by name.
    let note = String(repeating: "x", count: 40_000)
    let client = try LineSocket(daemon.socket)
    var sent = 0
    var refusal: String?
    while refusal == nil, sent < 1_500 {
      sent += 1
      try client.send(event("d-\(sent)", note: note))
      let answer = try #require(try client.readLine())
      if answer.contains("ingest.reject") { refusal = answer }
    }
    #expect(try kind(refusal ?? "{}") == "disk_full", "\(sent) events were sent")
    let reader = try LineSocket(daemon.socket)
    #expect(try reader.call(status).contains(#""writable":false"#))
    try disk.heal(.fallocate)
    var tries = 0
    while try !reader.call(status).contains(#""writable":true"#), tries < 200 {
      tries += 1
      usleep(50_000)
    }
    let late = try LineSocket(daemon.socket)
    try late.send(event("d-\(sent)", note: note))
    #expect(try late.readLine()?.contains(#""new":1"#) == true)
    #expect(daemon.stop() == .code(0))
    #expect(try workbench.verify().status == .code(0))
    let stored = try workbench.records().compactMap(\.event).filter { $0.contains("/fault") }
    #expect(stored.count == sent)
  }
}
