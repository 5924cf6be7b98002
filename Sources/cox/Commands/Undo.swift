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
      what is in the log stays there, and no longer counts. Older ones: cox tail, cox retract ID.
      """)

  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  private static let seconds: Int64 = 600

  func run() throws {
    let session = Session(options: options)
    if let last = try waiting() {
      return try last.mayBeStored ? retract(last.event, session) : show(last.event)
    }
    let events: [JSONValue]
    do throws(ClientFault) {
      events = try EventTarget(session: session).stored(Self.seconds)
    } catch {
      throw Trouble(error)
    }
    let gone = Set(events.filter { Self.isRetraction($0) }.map { $0["data"]?["id"]?.string })
    // A correction is corrected by saying what should hold, not by taking it back.
    let own = events.filter {
      !($0["type"]?.string?.hasPrefix("coxswain.event.") ?? true)
        && !gone.contains($0["id"]?.string)
    }
    guard let last = own.last else { throw Trouble.nothingToUndo }
    try retract(last, session)
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
    let data = [JSONValue.Member("id", event["id"] ?? ""), .init("reason", "undo")]
    try Writing(session: session).append(
      EventDraft(id: id, type: "event.retracted", data: data), verb: UndoPage.verb(event))
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
      let last = entries.last { $0.type != "event.retracted" && !gone.contains($0.id) }
      guard let last, let said = Moment(last.said), said.seconds >= oldest else { continue }
      let mayBeStored = last.wasSent || outbox.mayHaveBeenSent(claim)
      if !mayBeStored { try outbox.remove(claim, id: last.id) }
      return (last.event, mayBeStored)
    }
    return nil
  }
}
