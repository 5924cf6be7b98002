import Foundation
import Testing

@Suite("The Debian package")
struct PackageTests {
  @Test(
    "installs with nothing enabled, is upgraded unnoticed, keeps the log when removed, purges all")
  func life() throws {
    guard let daemon = program("coxswaind") else { return }
    let folder = URL(filePath: daemon).deletingLastPathComponent().path
    let run = try shell("'\(repository.path)/systemd/tests/package.sh' '\(folder)'")
    print(run.output)
    #expect(run.status == .code(0), "\(run.output)")
    let isSkipped = run.output.split(separator: "\n").contains { $0.hasPrefix("skipped: needs") }
    #expect(run.output.hasSuffix("purged\n") || isSkipped)
    #expect(run.output.contains("lintian") || run.output.hasPrefix("skipped: needs"))
  }
}
