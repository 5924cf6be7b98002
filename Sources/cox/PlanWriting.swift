import Client
import JSONText
import Sentences
import WireProtocol

/// Says something about a goal or a quota, and asks how it stands then.
///
/// Nothing of it is kept for later: it answers what is there now.
struct PlanWriting {
  let session: Session
  let connection: Connection

  init(_ options: GlobalOptions) throws(Trouble) {
    session = Session(options: options)
    connection = try session.connect(toWrite: true)
  }

  func ask(_ query: Query) throws(Trouble) -> JSONValue {
    try connection.asked { connection throws(ClientFault) in try connection.query(query) }
  }

  /// An event of the member it is about; the speaker where nobody is named.
  func draft(
    _ type: String, about member: String?, id: String?, _ data: [(String, JSONValue?)]
  ) throws(Trouble) -> EventDraft {
    var event = EventOptions()
    (event.at, event.note, event.member, event.id) = (nil, nil, member, id)
    return try event.draft(type, data, session: session)
  }

  /// Records it as long as nobody has said anything else since it was looked at.
  func append(_ drafts: [EventDraft], seen entity: String, _ seq: Int64?) throws(Trouble)
    -> JSONValue
  {
    do throws(ClientFault) {
      let state = seq.map { EntityExpectation.State.seq(UInt64(clamping: $0)) } ?? .any
      return try connection.append(
        drafts, expecting: EntityExpectation(entity: entity, state: state))
    } catch .lost(let loss) {
      throw Trouble.unknownOutcome(id: drafts.first?.id ?? "?", reason: Trouble.reason(loss))
    } catch {
      throw Trouble(error, path: connection.path)
    }
  }

  /// An amount as it was typed: money in its minor units, or a whole count.
  static func amount(_ text: String, currency: String?, isMoney: Bool) throws(Trouble) -> Int64 {
    // Yen have no minor unit, as counts have none.
    guard let amount = SpokenMoney.read(text, currency: isMoney ? currency : "JPY") else {
      throw isMoney ? Trouble.badGoalAmount(text) : Trouble.badCount(text)
    }
    return amount
  }

  /// A day as it was typed, by the member's own calendar.
  static func day(_ text: String?, today: String?) throws(Trouble) -> String? {
    guard let text else { return nil }
    guard let today = today.flatMap({ Day($0) }), let day = SpokenDay.read(text, today: today)
    else { throw Trouble.badDay(text) }
    return day.iso
  }
}
