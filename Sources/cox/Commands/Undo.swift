import ArgumentParser
import Client
import JSONText
import Sentences

/// `cox undo`: takes back what was said last.
struct Undo: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "undo",
    "Take back what you logged last, within ten minutes.",
    examples: """
      cox undo
      cox undo --team emea
      """,
    details: """
      Once more takes back the one before. What still waits here for a daemon is simply not sent; \
      what is in the log stays there, and no longer counts. A correction (amend, retract, dispute) \
      is named and not taken back: say what should hold. Older ones: cox tail, cox retract ID.
      """)

  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  private static let seconds: Int64 = 600

  func run() throws {
    let session = Session(options: options)
    if let last = try waiting() {
      guard last.mayBeStored else { return show(last.event) }
      if Self.isCorrection(last.event) { throw refusal(of: last.event, among: []) }
      return try retract(last.event, session)
    }
    let events: [JSONValue]
    do throws(ClientFault) {
      events = try EventTarget(session: session).stored(Self.seconds)
    } catch {
      throw Trouble(error)
    }
    let gone = Set(events.filter { Self.isRetraction($0) }.map { $0["data"]?["id"]?.string })
    let own = events.filter { !Self.isUndo($0) && !gone.contains($0["id"]?.string) }
    guard let last = own.last else { throw Trouble.nothingToUndo }
    // A correction is corrected by saying what should hold, not by taking it back; to take back
    // what was said before it instead would be a surprise.
    if Self.isCorrection(last) { throw refusal(of: last, among: events) }
    try retract(last, session)
  }

  private func refusal(of correction: JSONValue, among events: [JSONValue]) -> Trouble {
    let id = correction["data"]?["id"]?.string
    return .correctionNotUndone(
      correction, of: events.first { $0["id"]?.string == id } ?? .null)
  }

  private func show(_ event: JSONValue) {
    let id = event["id"]?.string ?? ""
    Output(options, now: LocalClock.now).show(
      ["undone": .string(id)],
      screen: { UndoPage.unsent(event, for: $0) },
      records: { UndoPage.records(id: id) })
  }

  private func retract(_ event: JSONValue, _ session: Session) throws(Trouble) {
    let id: String
    do throws(ClientFault) {
      id = try EventID.random()
    } catch {
      throw Trouble(error)
    }
    let data = [JSONValue.Member("id", event["id"] ?? ""), .init("reason", .string(Self.reason))]
    try Writing(session: session).append(
      EventDraft(id: id, type: "event.retracted", data: data), verb: UndoPage.verb(event))
  }

  private static let reason = "undo"

  private static func isUndo(_ event: JSONValue) -> Bool {
    isRetraction(event) && event["data"]?["reason"]?.string == reason
  }

  private static func isCorrection(_ event: JSONValue) -> Bool {
    event["type"]?.string?.hasPrefix("coxswain.event.") ?? false
  }

  private static func isRetraction(_ event: JSONValue) -> Bool {
    event["type"]?.string == "coxswain.event.retracted"
  }

  /// The newest event that waits here; one that no daemon can have is taken out at once.
  private func waiting() throws -> (event: JSONValue, mayBeStored: Bool)? {
    let oldest = LocalClock.now.seconds - Self.seconds
    for outbox in try options.outboxes() where !outbox.isEmpty {
      guard let claim = try outbox.claim(waiting: true) else { continue }
      let entries = try outbox.entries().filter { $0.member == options.member }
      let gone = Set(entries.filter { $0.type == "event.retracted" }.map(\.target))
      let last = entries.last { !Self.isUndo($0.event) && !gone.contains($0.id) }
      guard let last, let said = Moment(last.said), said.seconds >= oldest else { continue }
      let mayBeStored = last.wasSent || outbox.mayHaveBeenSent(claim)
      if !mayBeStored { try outbox.remove(claim, id: last.id) }
      return (last.event, mayBeStored)
    }
    return nil
  }
}
