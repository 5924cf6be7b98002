import ArgumentParser
import Sentences

/// `cox meeting book`: it counts once it is held.
struct MeetingBook: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "book", under: "meeting",
    "A meeting is agreed on; it counts once it is held.",
    examples: """
      cox meeting book M-7 --metric demo --deal D-12 --when "thu 14:00"
      """)

  @Argument(help: "The meeting's id.") var meeting: String
  @Option(help: "The activity it counts as once held; `meeting` unless said.") var metric: String?
  @Option(help: "The deal it is about.") var deal: String?
  @OptionGroup var start: StartOptions
  @OptionGroup var event: EventOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let session = Session(options: options)
    let draft = try event.draft(
      "meeting.booked",
      [
        ("meeting", meeting.json), ("metric", metric?.json), ("deal", deal?.json),
        ("starts", try start.json(session)),
      ],
      session: session)
    try Writing(session: session).append(draft, verb: "\(meeting) booked")
  }
}
