import ArgumentParser
import Sentences

/// `cox meeting missed`: nobody came, and nothing counts.
struct MeetingMissed: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "missed", under: "meeting",
    "Somebody did not come: the meeting counts nothing.",
    examples: """
      cox meeting missed M-7
      """)

  @Argument(help: "The meeting's id.") var meeting: String
  @Option(help: "Why, in a word or two.") var reason: String?
  @OptionGroup var event: EventOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let session = Session(options: options)
    let draft = try event.draft(
      "meeting.missed",
      [("meeting", meeting.json), ("reason", reason?.json)],
      session: session)
    try Writing(session: session).append(draft, verb: "\(meeting): a no-show")
  }
}
