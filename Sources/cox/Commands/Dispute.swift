import ArgumentParser
import Sentences

/// `cox dispute`: both sides are kept.
struct Dispute: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "dispute",
    "See a recorded event otherwise: both sides are kept, and numbers stay.",
    examples: """
      cox dispute call-88121 --source /crm/hubspot/acme --reason "it was a voicemail"
      """)

  @Argument(help: "The id of the event.") var target: String
  @Option(help: "The source of the event, when it is not you.") var source: String?
  @Option(help: "How you see it.") var reason: String
  @OptionGroup var event: EventOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let session = Session(options: options)
    let draft = try event.draft(
      "event.disputed",
      [("id", target.json), ("source", source?.json), ("reason", reason.json)],
      session: session)
    try Writing(session: session).append(draft, verb: "\(target) disputed")
  }
}
