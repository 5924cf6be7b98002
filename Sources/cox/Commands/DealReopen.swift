import ArgumentParser
import Sentences

/// `cox deal reopen`.
struct DealReopen: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "reopen", under: "deal",
    "A closed deal is open again: what its close counted is taken back.",
    examples: """
      cox deal reopen D-12 --reason "new budget"
      """)

  @Argument(help: "The deal's id.") var deal: String
  @Option(help: "Why, in a word or two.") var reason: String?
  @OptionGroup var event: EventOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let session = Session(options: options)
    let draft = try event.draft(
      "deal.reopened",
      [("deal", deal.json), ("reason", reason?.json)],
      session: session)
    try Writing(session: session).append(draft, verb: "\(deal) is open again")
  }
}
