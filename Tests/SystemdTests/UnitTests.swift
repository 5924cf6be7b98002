import Foundation
import Testing

@Suite("The units")
struct UnitTests {
  let tests = repository.appending(path: "systemd/tests").path

  @Test("systemd-analyze has nothing to say about them")
  func verify() throws {
    let run = try shell("\(tests)/verify.sh")
    print(run.output)
    #expect(run.status == .code(0) && (run.output.isEmpty || run.output.hasPrefix("skipped:")))
  }

  @Test(
    "an unknown key in a unit is noticed, although systemd itself would go on",
    arguments: ["coxswaind@.service", "coxswaind-verify@.service", "user/coxswaind@.service"])
  func verifyBites(unit: String) throws {
    guard try available("systemd-analyze") else { return }
    try withFolder { folder in
      let run = try shell(
        """
        cp -rL '\(tests)/..' "$COPY/systemd"
        sed -i 's/^RestrictRealtime=/RestrictRealtimes=/' "$COPY/systemd/$UNIT"
        "$COPY/systemd/tests/verify.sh"
        """, ["COPY": folder, "UNIT": unit])
      #expect(run.status != .code(0))
      #expect(run.output.contains("Unknown key 'RestrictRealtimes'"))
    }
  }

  @Test("the offline exposure of each service is at most 0.6, and a lower bound than it has fails")
  func exposure() throws {
    let run = try shell("\(tests)/score.sh")
    print(run.output)
    #expect(run.status == .code(0))
    guard try available("systemd-analyze") else { return }
    #expect(try shell("\(tests)/score.sh 1").status != .code(0))
  }
}
