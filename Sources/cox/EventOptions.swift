import ArgumentParser
import Client
import JSONText
import Sentences

/// Options of every command that writes an event.
struct EventOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: """
      When it happened, by the clock of your zone: -2h, "yesterday 15:00", "mon 9:30", \
      2026-11-20T15:00:00Z.
      """)
  var at: String?

  @Option(help: "A few words to remember it by.")
  var note: String?

  @Option(name: .customLong("for"), help: "The member it is about, when it is not you.")
  var member: String?

  @Option(help: "The event's own id, to repeat a write whose outcome is unknown.")
  var id: String?

  /// The event with what these options say.
  func draft(
    _ type: String, _ data: [(String, JSONValue?)], session: Session
  ) throws(Trouble) -> EventDraft {
    let members = data + [("note", note.map { .string($0) })]
    return EventDraft(
      id: try identity(), type: type, subject: member, time: try time(session),
      data: members.compactMap { name, value in value.map { JSONValue.Member(name, $0) } })
  }

  private func identity() throws(Trouble) -> String {
    if let id { return id }
    do throws(ClientFault) {
      return try EventID.random()
    } catch {
      throw Trouble(error)
    }
  }

  private func time(_ session: Session) throws(Trouble) -> String? {
    guard let at else { return nil }
    // Full precision and offset of what was typed stay when it already is RFC 3339.
    if Moment(at) != nil { return at }
    let now = try session.now()
    guard let moment = SpokenTime.read(at, now: now, offset: session.localOffset())
    else { throw .badTime(at) }
    return moment.rfc3339
  }
}

/// Options of a command that corrects another event: it holds from when it is recorded, so there is
/// no time to give.
struct CorrectionOptions: ParsableArguments {
  @Option(help: "A few words to remember it by.")
  var note: String?

  @Option(name: .customLong("for"), help: "The member it is about, when it is not you.")
  var member: String?

  @Option(help: "The correction's own id, to repeat a write whose outcome is unknown.")
  var id: String?

  /// The correction with what these options say.
  func draft(
    _ type: String, _ data: [(String, JSONValue?)], session: Session
  ) throws(Trouble) -> EventDraft {
    var event = EventOptions()
    (event.at, event.note, event.member, event.id) = (nil, note, member, id)
    return try event.draft(type, data, session: session)
  }
}

/// Money as two options.
struct AmountOptions: ParsableArguments {
  @Option(help: "The amount: 12000, 12,500.50, 12k, 1.2M.")
  var amount: String?

  @Option(help: "Its currency (ISO 4217); needed with --amount.")
  var currency: String?

  /// Members `amount` (minor units) and `currency`.
  func members() throws(Trouble) -> [(String, JSONValue?)] {
    guard let amount else { return [("currency", currency.map { .string($0) })] }
    guard let currency else { throw .amountWithoutCurrency(amount) }
    guard let minor = SpokenMoney.read(amount, currency: currency.uppercased()) else {
      throw .badAmount(amount)
    }
    return [("amount", .integer(minor)), ("currency", .string(currency.uppercased()))]
  }
}
