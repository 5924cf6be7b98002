import Foundation
import Testing

@Suite("Under a booted systemd")
struct BootTests {
  @Test("the units activate, refuse outsiders, survive kills and restarts, and stop in order")
  func boot() throws {
    guard let daemon = program("coxswaind") else { return }
    let folder = URL(filePath: daemon).deletingLastPathComponent().path
    let run = try shell("'\(repository.path)/systemd/tests/boot.sh' '\(folder)'")
    print(run.output)
    #expect(run.status == .code(0), "\(run.output)")
    // Parts of it may be skipped; the whole only before anything has booted.
    #expect(run.output.contains("stopped in order") || run.output.hasPrefix("skipped: needs"))
  }
}
