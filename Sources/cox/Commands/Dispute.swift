import ArgumentParser
import Sentences

/// `cox dispute`: both sides are kept.
struct Dispute: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "dispute",
    "See a recorded event otherwise: both sides are kept, and numbers stay.",
    examples: """
      cox dispute e-1042 --reason "the customer called me"
      cox dispute call-88121 --source /crm/hubspot/acme --reason "it was a voicemail"
      """)

  @Argument(help: "The event: e-1042 as replies show it, or its id.") var target: String
  @Option(help: "The source of the event, when it is not you.") var source: String?
  @Option(help: "How you see it.") var reason: String
  @OptionGroup var event: CorrectionOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let session = Session(options: options)
    let found = try EventTarget(session: session).find(target, source: source)
    let draft = try event.draft(
      "event.disputed",
      [("id", found.id.json), ("source", found.source?.json), ("reason", reason.json)],
      session: session)
    try Writing(session: session, names: [found.id: target]).append(
      draft, verb: "\(target) disputed")
  }
}
