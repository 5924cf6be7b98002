import Foundation
import Testing

@Suite("Installing")
struct InstallTests {
  let script = repository.appending(path: "systemd/tests/install.sh").path

  @Test(
    "make install puts every file in its place, the same twice; make uninstall takes them away")
  func install() throws {
    guard try available("make") else { return }
    let run = try shell("'\(script)'")
    #expect(run.status == .code(0), "\(run.output)")
    #expect(run.output.hasSuffix("installed, again, elsewhere, and taken away\n"))
  }

  @Test("a file of the units' folder that is not installed is noticed")
  func forgotten() throws {
    guard try available("make") else { return }
    try withFolder { folder in
      let run = try shell(
        """
        cd '\(repository.path)' && tar cf - .ci Makefile README.md CHANGELOG.md LICENSE systemd protocol \
          Sources/Daemon/DaemonOptions.swift | tar xf - -C "$COPY"
        cp "$COPY/systemd/coxswaind.slice" "$COPY/systemd/forgotten.slice"
        "$COPY/systemd/tests/install.sh"
        """, ["COPY": folder])
      #expect(run.status == .code(1))
      #expect(run.output.contains("forgotten.slice is not installed"), "\(run.output)")
    }
  }
}
