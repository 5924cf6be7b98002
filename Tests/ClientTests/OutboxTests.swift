import Client
import Foundation
import JSONText
import Testing

@Suite("The files of an outbox")
struct OutboxTests {
  private func entry(_ id: String) throws -> OutboxEntry {
    let event = try JSONValue.parse(#"{"id":"\#(id)","type":"coxswain.activity.logged"}"#)
    return OutboxEntry(event: event, said: "2026-11-18T12:00:00Z")
  }

  @Test("lines of a later version stay byte for byte, whatever happens to the others")
  func later() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("cox-outbox-" + UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let outbox = Outbox(folder: folder)
    try outbox.keep(entry("one"))
    let kept = folder + "/kept"
    let odd = #"{"said":"2026-11-18T12:00:00Z",  "event":{"idx":"future-format","n":1.50}}"#
    try (String(contentsOfFile: kept, encoding: .utf8) + odd + "\n\u{fffd}{\n")
      .write(toFile: kept, atomically: false, encoding: .utf8)
    for id in ["two", "three", "four"] { try outbox.keep(entry(id)) }
    #expect(try outbox.entries().map(\.id) == ["one", "two", "three", "four"])
    #expect(try outbox.unreadable() == 2)
    guard let claim = try outbox.claim(waiting: true) else {
      Issue.record("nobody else has it")
      return
    }
    let refused = try RefusedEntry(entry: entry("two"), reason: "no")
    try outbox.settle(claim, first: 2, refused: [refused], isNextSent: true)
    try outbox.remove(claim, id: "four")
    let lines = try String(contentsOfFile: kept, encoding: .utf8).split(separator: "\n")
    #expect(lines.map { String($0) }.prefix(2) == [odd, "\u{fffd}{"])
    #expect(try outbox.entries().map(\.id) == ["three"])
    #expect(try outbox.entries().first?.wasSent == true)
    let aside = folder + "/refused"
    try (String(contentsOfFile: aside, encoding: .utf8) + odd + "\n")
      .write(toFile: aside, atomically: false, encoding: .utf8)
    try outbox.forgetRefused()
    #expect(try outbox.refused().isEmpty)
    #expect(try String(contentsOfFile: aside, encoding: .utf8) == odd + "\n")
  }
}
