import Client
import JSONText
import Sentences

/// Appends one event of a person, and asks again with the same id when the answer got lost.
struct Writing {
  let session: Session

  /// Sends the event and shows what it did.
  func append(_ draft: EventDraft, verb: Text) throws(Trouble) {
    let (result, wasSentTwice) = try send(draft)
    let output = Output(session.options, now: try session.now())
    // A script that takes an event back needs its id, which only this process knows so far.
    if output.form != .screen, let said = WrittenPage.doubt(result) { Output.note([said]) }
    output.show(
      result.adding("id", .string(draft.id)),
      screen: {
        WrittenPage.screen(
          result, verb: verb, id: draft.id, wasSentTwice: wasSentTwice, for: $0)
      },
      records: { WrittenPage.records(result, id: draft.id) })
  }

  private func send(
    _ draft: EventDraft
  ) throws(Trouble) -> (result: JSONValue, wasSentTwice: Bool) {
    do throws(Lost) {
      return (try attempt(draft), false)
    } catch {
      guard case .unknown(let reason) = error else { throw error.trouble(draft.id) }
      Output.note([WrittenPage.askingAgain(reason: reason)])
      do throws(Lost) {
        return (try attempt(draft), true)
      } catch {
        throw error.trouble(draft.id)
      }
    }
  }

  /// Why there is no result: told so, or not known.
  private enum Lost: Error {
    case told(Trouble)
    case unknown(String)

    func trouble(_ id: String) -> Trouble {
      switch self {
      case .told(let trouble): trouble
      case .unknown(let reason): .unknownOutcome(id: id, reason: reason)
      }
    }
  }

  private func attempt(_ draft: EventDraft) throws(Lost) -> JSONValue {
    let connection: Connection
    do throws(Trouble) {
      connection = try session.connect()
    } catch {
      throw .told(error)
    }
    do throws(ClientFault) {
      return try connection.append([draft])
    } catch {
      switch error {
      case .lost(let loss): throw .unknown(Trouble.reason(loss))
      case .refused(let refusal) where refusal.kind == "unknown": throw .unknown(refusal.message)
      default: throw .told(Trouble(error, path: connection.path))
      }
    }
  }
}
