import ArgumentParser
import Sentences

/// `cox absence`: days away, which a week asks nothing for.
struct Absence: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "absence",
    "Say which days you are, were or will be away; nothing is asked for them.",
    examples: """
      cox absence today
      cox absence mon wed                        this week's Monday to Wednesday
      cox absence 2026-12-21 2027-01-01 --note "back on the 4th"
      cox absence yesterday --for lena
      """,
    details: """
      Whole days, the last one among them. A weekday is the one of this week. What was judged \
      already is judged anew, and says so. What you did on a day away counts all the same. Nobody \
      asks why you are away, and nothing about it is kept. To take it back: cox undo, or cox \
      retract with the e-number of the reply.
      """)

  @Argument(help: "The first day away: today, tomorrow, mon, 2026-11-20.") var first: String
  @Argument(help: "The last day away, when it is not the first.") var last: String?
  @Option(help: "A few words; they are kept, and shown on no page.") var note: String?
  @Option(name: .customLong("for"), help: "The member who is away, when it is not you.")
  var member: String?
  @Option(help: "The event's own id, to repeat a write whose outcome is unknown.")
  var id: String?
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let session = Session(options: options)
    let now = try session.now()
    let today = LocalTime(now, offset: session.localOffset()(now)).day
    guard let start = SpokenDay.read(first, today: today) else { throw Trouble.badDay(first) }
    let end = try last.map { typed throws(Trouble) in
      guard let day = SpokenDay.read(typed, today: today, after: start) else {
        throw .badDay(typed)
      }
      return day
    }
    guard start <= end ?? start else { throw Trouble.endsBeforeItBegins(first, last ?? "") }
    var event = EventOptions()
    (event.at, event.note, event.member, event.id) = (nil, note, member, id)
    let draft = try event.draft(
      "absence.recorded", [("first", start.iso.json), ("last", (end ?? start).iso.json)],
      session: session)
    try Writing(session: session).append(
      draft, verb: AwayPhrase.verb(start, end ?? start, today: today))
  }
}
