import Harness
import Testing

@Suite("Fan-out", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct FanOutTests {
  static let events = environmentValue("COX_FANOUT_EVENTS").flatMap { Int($0) } ?? 100_000
  static let writers = 50
  static let kills = 8

  private let members = [
    "ana: {name: Ana, role: rep, manager: greg, zone: UTC}",
    "ben: {name: Ben, role: rep, manager: greg, zone: UTC}",
    "cleo: {name: Cleo, role: rep, zone: UTC}",
    "greg: {name: Greg, role: manager, zone: UTC}",
  ]

  /// Twenty readers: who they are, and what they ask for.
  private var wishes: [FanOutReader.Wish] {
    var wishes: [FanOutReader.Wish] = []
    for member in [nil, "ana", "ben", "greg"] as [String?] {
      wishes.append(.init(member: member, sources: ["/w/"]))
      wishes.append(.init(member: member, types: ["coxswain.meeting."], sources: ["/w/"]))
      wishes.append(.init(member: member, subjects: ["ana", "cl"], sources: ["/w/"]))
      wishes.append(.init(member: member, sources: ["/w/1", "/w/2"]))
      wishes.append(
        .init(member: member, types: ["coxswain.activity."], subjects: ["be"], sources: ["/w/4"]))
    }
    return wishes
  }

  /// An event of the log, as far as it decides who is told.
  private struct Written {
    let seq: Int
    let type: String
    let subject: String
    let source: String

    init?(_ record: LogRecord) throws {
      guard let event = record.event, event.contains("\"source\":\"/w/") else { return nil }
      let members = try json(event)
      seq = record.seq
      type = try #require(members["type"] as? String)
      subject = try #require(members["subject"] as? String)
      source = try #require(members["source"] as? String)
    }
  }

  /// Whether a reader is to have been told an event: by the filter it sent and by who it is.
  private func mayHave(_ wish: FanOutReader.Wish, _ event: Written) -> Bool {
    func admits(_ prefixes: [String], _ text: String) -> Bool {
      prefixes.isEmpty || prefixes.contains { text.hasPrefix($0) }
    }
    guard admits(wish.types, event.type), admits(wish.subjects, event.subject),
      admits(wish.sources, event.source)
    else { return false }
    let seen = ["ana": ["ana"], "ben": ["ben"], "greg": ["ana", "ben"]]
    guard let member = wish.member, let subjects = seen[member] else { return true }
    return subjects.contains(event.subject)
  }

  @Test("Each of 20 readers is told every event of 50 writers once and in order, over kills")
  func everyone() throws {
    let workbench = try Workbench()
    var daemon = try workbench.start()
    try workbench.apply(members: members, on: daemon)
    let fanOut = FanOut(socket: workbench.socket)
    let readers = wishes.map { FanOutReader($0) }
    #expect(readers.count == 20)
    for reader in readers { fanOut.run { try reader.run($0) } }
    for number in 0..<Self.writers {
      let writer = FanOutWriter(number: number, count: Self.events / Self.writers)
      fanOut.run { try writer.run($0) }
    }
    let began = ContinuousClock.now
    fanOut.daemonServes(1)
    for kill in 1...Self.kills {
      let share = Self.events / Self.writers * Self.writers * kill / (Self.kills + 1)
      try #require(fanOut.waitForAcknowledged(share), "\(fanOut.faults)")
      daemon.kill()
      daemon = try workbench.start()
      fanOut.daemonServes(kill + 1)
    }
    let all = Self.events / Self.writers * Self.writers
    try #require(fanOut.waitForAcknowledged(all), "\(fanOut.faults)")
    daemon.kill()
    let records = try workbench.records()
    fanOut.allWritten(through: try #require(records.last).seq)
    daemon = try workbench.start()
    fanOut.daemonServes(Self.kills + 2)
    fanOut.waitUntilIdle()
    let took = ContinuousClock.now - began
    try #require(fanOut.faults.isEmpty, "\(fanOut.faults)")
    let written = try records.compactMap { try Written($0) }
    #expect(written.count == all)
    var deliveries = 0
    for reader in readers {
      let expected = written.filter { mayHave(reader.wish, $0) }.map(\.seq)
      // Not each kill: a reader may still be on its way back when the next one comes.
      #expect(reader.reconnects >= Self.kills / 4, "\(reader.wish) lived through the kills")
      // Not compared by the macro: it would look for the difference of two long lists for minutes.
      let isSame = reader.seqs == expected
      #expect(isSame, "\(reader.wish): \(reader.seqs.count) of \(expected.count)")
      deliveries += reader.seqs.count
    }
    #expect(deliveries > all)
    sayAside("fan-out: \(all) events, \(deliveries) deliveries, \(Self.kills + 1) kills in \(took)")
    #expect(daemon.stop() == .code(0))
    #expect(try workbench.verify().status == .code(0))
  }
}
