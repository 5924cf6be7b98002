import Foundation
import Harness
import Testing

/// Damage that no start stumbles over: in the middle of a segment whose records a sidecar holds.
@Suite("Damage while serving", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct DamageTests {
  private static let told = "is damaged at byte"

  private func wait(for text: String, in daemon: DaemonProcess) throws {
    for _ in 0..<500 where !daemon.log.contains(text) { usleep(20_000) }
    try #require(daemon.log.contains(text), "\(text) is not in \(daemon.log)")
  }

  private func count(_ text: String, _ daemon: DaemonProcess) -> Int {
    daemon.log.split(separator: "\n").count { $0.contains(text) }
  }

  private func cox(_ words: [String], _ workbench: Workbench) throws -> CommandOutput {
    try run(Binaries.cox, words + ["--socket", workbench.socket])
  }

  @Test("Nobody asks for the records, and the daemon finds and tells it by itself")
  func background() throws {
    let (workbench, sidecar) = try SidecarTests().prepared()
    let segment = sidecar.replacing(".cols", with: ".ndjson")
    try flipBit(segment)
    let daemon = try workbench.start()
    try wait(for: "read again: 2, 1 damaged", in: daemon)
    #expect(count(Self.told, daemon) == 1, "\(daemon.log)")
    for word in [segment, "seq=", "coxswaind verify --state", "coxswaind repair --state"] {
      #expect(daemon.log.contains(word), "\(word) is not in \(daemon.log)")
    }
    let status = try cox(["status", "--json"], workbench).outputText
    #expect(status.contains(#""damage":{"places":1,"file":"00000000000000000001.ndjson""#))
    let told = try #require(status.firstMatch(of: #/"damage".*/#)).output
    #expect(!told.contains(workbench.state))
    let doctor = try cox(["doctor", "--screen"], workbench)
    #expect(doctor.status == .code(69))
    #expect(doctor.outputText.contains("the log is damaged"), "\(doctor.outputText)")
    // Who reads the record is refused, and the same place is not told again.
    #expect(try cox(["export", "ndjson"], workbench).status == .code(70))
    #expect(count(Self.told, daemon) == 1, "\(daemon.log)")
    #expect(daemon.stop() == .code(0))
  }

  @Test("What changes later is told once by whoever reads it first")
  func met() throws {
    let (workbench, sidecar) = try SidecarTests().prepared()
    let daemon = try workbench.start()
    try wait(for: "read again: 2, all sound", in: daemon)
    #expect(try !cox(["status", "--json"], workbench).outputText.contains("damage"))
    try flipBit(sidecar.replacing(".cols", with: ".ndjson"))
    for _ in 0..<2 {
      #expect(try cox(["export", "ndjson"], workbench).status == .code(70))
      #expect(count(Self.told, daemon) == 1, "\(daemon.log)")
    }
    let status = try cox(["status", "--screen"], workbench).outputText
    #expect(status.contains("its log is damaged"), "\(status)")
    #expect(daemon.stop() == .code(0))
  }

  @Test("A segment that is gone while its team is served is told as well")
  func gone() throws {
    let (workbench, sidecar) = try SidecarTests().prepared()
    let daemon = try workbench.start()
    try wait(for: "read again: 2, all sound", in: daemon)
    try FileManager.default.removeItem(
      atPath: sidecar.replacing(".cols", with: ".ndjson"))
    #expect(try cox(["export", "ndjson"], workbench).status != .code(0))
    #expect(count(Self.told, daemon) == 1, "\(daemon.log)")
    #expect(daemon.stop() == .code(0))
  }
}
