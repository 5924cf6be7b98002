import ArgumentParser
import Sentences

/// `cox meeting move`: another time, the same meeting.
struct MeetingMove: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "move", under: "meeting",
    "A meeting moves to another time, also one that was missed.",
    examples: """
      cox meeting move M-7 --when "tomorrow 10:00" --reason "their board meets"
      """)

  @Argument(help: "The meeting's id.") var meeting: String
  @Option(help: "Why, in a word or two.") var reason: String?
  @OptionGroup var start: StartOptions
  @OptionGroup var event: EventOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let session = Session(options: options)
    let draft = try event.draft(
      "meeting.rescheduled",
      [
        ("meeting", meeting.json), ("starts", try start.json(session)), ("reason", reason?.json),
      ],
      session: session)
    try Writing(session: session).append(draft, verb: "\(meeting) moved")
  }
}
