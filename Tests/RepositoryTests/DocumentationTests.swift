import Foundation
import Harness
import Testing

@Suite("The documentation")
struct DocumentationTests {
  @Test("the documentation builds without a warning")
  func documentation() throws {
    let script = Repository.root.appending(path: ".ci/docs").path
    let said = try run(script, ["pages"])
    if said.outputText.contains("skipped:") { print(said.outputText) }
    #expect(said.status == .code(0), "\(said.errorOutputText)")
  }
}
