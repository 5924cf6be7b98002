import ArgumentParser
import JSONText
import Sentences

/// `cox meeting held`: it took place, and counts.
struct MeetingHeld: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "held", under: "meeting",
    "A meeting took place: it counts once, in the week it was held.",
    examples: """
      cox meeting held M-7 --minutes 45
      cox meeting held M-8 --metric demo --at "yesterday 15:00"
      """)

  @Argument(help: "The meeting's id.") var meeting: String
  @Option(help: "The activity it counts as once held; `meeting` unless said.") var metric: String?
  @Option(help: "The deal it is about.") var deal: String?
  @Option(help: "How long it took.") var minutes: Int64?
  @OptionGroup var event: EventOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let session = Session(options: options)
    let draft = try event.draft(
      "meeting.held",
      [
        ("meeting", meeting.json), ("metric", metric?.json), ("deal", deal?.json),
        ("minutes", minutes.map { .integer($0) }),
      ],
      session: session)
    try Writing(session: session).append(draft, verb: "\(meeting) held")
  }
}
