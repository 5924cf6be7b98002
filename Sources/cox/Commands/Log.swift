import ArgumentParser
import JSONText
import Sentences

/// `cox log`: an activity, in under five seconds of typing.
struct Log: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "log",
    "Log an activity; the answer says what it did for your week.",
    examples: """
      cox log conversation acme --deal D-12 --minutes 25
      cox log email --count 3
      cox log conversation acme --at "yesterday 15:00"
      cox log call --at -20m
      """)

  @Argument(help: "The metric, as the playbook names it.")
  var metric: String

  @Argument(help: "The account it was with.")
  var account: String?

  @Option(help: "The deal it belongs to.")
  var deal: String?

  @Option(help: "How many minutes it took.")
  var minutes: Int64?

  @Option(help: "How many there were; 1 unless said otherwise.")
  var count: Int64?

  @Option(help: "The person it was with.")
  var contact: String?

  @OptionGroup var event: EventOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let session = Session(options: options)
    let draft = try event.draft(
      "activity.logged",
      [
        ("metric", .string(metric)), ("account", account?.json), ("deal", deal?.json),
        ("contact", contact?.json), ("minutes", minutes.map { .integer($0) }),
        ("count", count.map { .integer($0) }),
      ], session: session)
    try Writing(session: session).append(draft, verb: "logged")
  }
}
