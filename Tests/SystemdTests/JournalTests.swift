import Foundation
import Logging
import Systemd
import Testing

@Suite("The journal log handler")
struct JournalTests {
  /// What a handler that writes to a descriptor writes for the given calls.
  private func written(_ body: (Logger) -> Void) -> String {
    let pipe = Pipe()
    let descriptor = pipe.fileHandleForWriting.fileDescriptor
    body(
      Logger(label: "test") { _ in
        JournalLogHandler(label: "coxswaind", destination: .descriptor(descriptor))
      })
    try? pipe.fileHandleForWriting.close()
    return String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  }

  private func text(_ entry: JournalEntry) -> [String] {
    entry.fields.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("writes a line with sorted fields and without message ids and prefixes outside the journal")
  func line() {
    let lines = written { log in
      log.journal(.started, "team acme ready on /run/coxswain/acme.sock")
      log.journal(.peerDenied, "append denied", [.peerUID: "1001", .kind: "denied"])
      log.error("two\nlines")
      log.debug("not shown")
    }
    #expect(
      lines == """
        coxswaind: team acme ready on /run/coxswain/acme.sock
        coxswaind: warning: append denied (kind=denied peer_uid=1001)
        coxswaind: error: two lines

        """)
  }

  @Test("gives the journal its own fields, the message id and ours under COX_")
  func entry() {
    var handler = JournalLogHandler(label: "coxswaind", destination: .journal)
    handler.metadata = ["COX_TEAM": "acme"]
    let event = LogEvent(
      level: .warning, message: "append denied",
      metadata: [
        JournalMessage.metadataKey: .string(JournalMessage.peerDenied.rawValue), "peer uid": "7",
      ], source: "Daemon", file: "Daemon/X.swift", function: "deny()", line: 12)
    #expect(
      text(handler.entry(for: event)) == [
        "MESSAGE=append denied", "PRIORITY=4", "CODE_FILE=Daemon/X.swift", "CODE_LINE=12",
        "CODE_FUNC=deny()", "COX_TEAM=acme", "MESSAGE_ID=3f3d8a2c761146d5b99fc71f97df55b9",
        "COX_PEER_UID=7",
      ])
  }

  @Test(
    "names fields as the journal accepts them",
    arguments: [
      ("team", "COX_TEAM"), ("COX_SEQ", "COX_SEQ"), ("peer-uid", "COX_PEER_UID"),
      ("_PID", "COX__PID"), ("MESSAGE_ID", "MESSAGE_ID"), ("größe", "COX_GR____E"),
      (String(repeating: "x", count: 99), "COX_" + String(repeating: "X", count: 60)),
    ])
  func fieldName(key: String, name: String) {
    #expect(String(decoding: JournalEntry.fieldName(key), as: UTF8.self) == name)
  }

  @Test("is chosen only when the announced stream is the descriptor itself")
  func stream() throws {
    let pipe = Pipe()
    let descriptor = pipe.fileHandleForWriting.fileDescriptor
    var status = stat()
    try #require(fstat(descriptor, &status) == 0)
    let announced = "\(status.st_dev):\(status.st_ino)"
    #expect(JournalEntry.isStream(announced, descriptor: descriptor))
    #expect(!JournalEntry.isStream("\(status.st_dev):\(status.st_ino + 1)", descriptor: descriptor))
    #expect(!JournalEntry.isStream(nil, descriptor: descriptor))
    #expect(!JournalEntry.isStream("junk", descriptor: descriptor))
    #expect(!JournalEntry.isStream(announced, descriptor: -1))
  }
}
