import Client
import JSONText
import Sentences

/// Appends one event of a person, and asks again with the same id when the answer got lost; what no
/// daemon takes now is kept for the next command.
struct Writing {
  let session: Session
  /// What was typed for an id, so that a refusal names the event as its reader does.
  var names: [String: String] = [:]

  /// Sends the event and shows what it did.
  func append(_ draft: EventDraft, verb: Text) throws(Trouble) {
    switch try send(draft) {
    case .kept(let why): showKept(draft, verb: verb, why: why)
    case .stored(let result, let wasSentTwice):
      let output = Output(session.options, now: try session.now())
      // A script that takes an event back needs its id, which only this process knows so far.
      if output.form != .screen, let said = WrittenPage.doubt(result) { Output.note([said]) }
      output.show(
        result.adding("id", .string(draft.id)),
        screen: {
          WrittenPage.screen(
            result, verb: verb, id: draft.id, wasSentTwice: wasSentTwice,
            isCorrection: draft.type.hasPrefix("event."), for: $0)
        },
        records: { WrittenPage.records(result, id: draft.id) })
    }
  }

  private func showKept(_ draft: EventDraft, verb: Text, why: Text) {
    Output(session.options, now: LocalClock.now).show(
      ["kept": true, "id": .string(draft.id)],
      screen: { OutboxPage.kept(verb: verb, why: why, for: $0) },
      records: { OutboxPage.keptRecords(id: draft.id) })
  }

  /// What became of the event.
  private enum Outcome {
    case stored(JSONValue, wasSentTwice: Bool)
    case kept(why: Text)
  }

  private func send(_ draft: EventDraft) throws(Trouble) -> Outcome {
    let first = attempt(draft)
    guard case .away(let fault, _) = first, Keeping.isUnknown(fault) else {
      return try outcome(first, draft, wasSent: false)
    }
    Output.note([WrittenPage.askingAgain(reason: Self.reason(fault))])
    return try outcome(attempt(draft), draft, wasSent: true)
  }

  private func outcome(
    _ attempt: Attempt, _ draft: EventDraft, wasSent: Bool
  ) throws(Trouble) -> Outcome {
    switch attempt {
    case .stored(let result): return .stored(result, wasSentTwice: wasSent)
    case .told(let trouble): throw trouble
    case .away(let fault, let path):
      let trouble =
        wasSent || Keeping.isUnknown(fault)
        ? Trouble.unknownOutcome(id: draft.id, reason: Self.reason(fault))
        : Trouble(fault, path: path)
      do throws(FileFault) {
        try Keeping.keep(
          draft, wasSent: wasSent || Keeping.isUnknown(fault), session.options)
      } catch {
        throw trouble.unkept(error.path, reason: Trouble.fileReason(error.errno))
      }
      return .kept(why: OutboxPage.why(Self.reason(fault), isUnknown: wasSent))
    }
  }

  /// One try: a result, a no, or nobody there who could say either.
  private enum Attempt {
    case stored(JSONValue)
    case told(Trouble)
    case away(ClientFault, path: String)
  }

  private func attempt(_ draft: EventDraft) -> Attempt {
    var path = "the socket"
    var wasAsked = false
    do throws(ClientFault) {
      let connection = try session.open(toWrite: true)
      path = connection.path
      wasAsked = true
      return .stored(try connection.append([draft]))
    } catch {
      guard Keeping.keeps(error) else { return .told(Trouble(named(error), path: path)) }
      // Before the event left, a lost connection leaves nothing in doubt.
      if !wasAsked, case .lost = error { return .away(.noSocket(folders: []), path: path) }
      return .away(error, path: path)
    }
  }

  private func named(_ fault: ClientFault) -> ClientFault {
    guard case .refused(var refusal) = fault else { return fault }
    for (id, typed) in names { refusal.message = refusal.message.replacing(id, with: typed) }
    return .refused(refusal)
  }

  private static func reason(_ fault: ClientFault) -> String {
    switch fault {
    case .lost(let loss): Trouble.reason(loss)
    case .refused(let refusal): refusal.message
    case .notConnected(let path, let code):
      "\(Trouble.socketReason(code)) at \(path)"
    default: "no daemon is found"
    }
  }
}
