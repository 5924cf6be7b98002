import ArgumentParser
import Sentences

/// `cox retract`: an event no longer counts; it stays in the log.
struct Retract: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "retract",
    "Take an event back; it stays in the log and no longer counts.",
    examples: """
      cox retract 7zk3m0 --reason "logged twice"
      """)

  @Argument(help: "The id of the event.") var target: String
  @Option(help: "The source of the event, when it is not you.") var source: String?
  @Option(help: "Why.") var reason: String?
  @OptionGroup var event: EventOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let session = Session(options: options)
    let draft = try event.draft(
      "event.retracted",
      [("id", target.json), ("source", source?.json), ("reason", reason?.json)], session: session)
    try Writing(session: session).append(draft, verb: "\(target) taken back")
  }
}
