import Foundation
import Harness
import Testing

@Suite("What others publish", .serialized)
struct SchemaTests {
  @Test("every schema is a JSON Schema draft-07, and openrpc.json is an OpenRPC document")
  func published() throws {
    let said = try run(Self.script, [])
    if said.outputText.contains("skipped:") { print(said.outputText) }
    #expect(said.status == .code(0), "\(said.outputText)\(said.errorOutputText)")
  }

  @Test("a wrong type in a schema and a missing title in openrpc.json are found")
  func faults() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try #"{"type":"objekt"}"#.write(
      to: folder.appending(path: "wrong.schema.json"), atomically: false, encoding: .utf8)
    try #"{"openrpc":"1.3.2","info":{"version":"1"},"methods":[]}"#.write(
      to: folder.appending(path: "openrpc.json"), atomically: false, encoding: .utf8)
    let said = try run(Self.script, [folder.path])
    guard !said.outputText.contains("skipped:") else { return print(said.outputText) }
    #expect(said.status == .code(1))
    #expect(said.outputText.contains("wrong.schema.json") && said.outputText.contains("info/title"))
  }

  private static let script = Repository.root.appending(path: ".ci/schemas").path
}
