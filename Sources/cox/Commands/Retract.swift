import ArgumentParser
import Sentences

/// `cox retract`: an event no longer counts; it stays in the log.
struct Retract: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "retract",
    "Take an event back; it stays in the log and no longer counts.",
    examples: """
      cox retract e-1042 --reason "logged twice"
      """)

  @Argument(help: "The event: e-1042 as replies show it, or its id.") var target: String
  @Option(help: "The source of the event, when it is not you.") var source: String?
  @Option(help: "Why.") var reason: String?
  @OptionGroup var event: CorrectionOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let session = Session(options: options)
    let found = try EventTarget(session: session).find(target, source: source)
    let draft = try event.draft(
      "event.retracted",
      [
        ("id", found.id.json), ("source", found.source?.json), ("reason", reason?.json),
      ], session: session)
    try Writing(session: session, names: [found.id: target]).append(
      draft, verb: "\(target) taken back")
  }
}
