import ArgumentParser
import Sentences

/// `cox deal lost`.
struct DealLost: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "lost", under: "deal",
    "A deal ends without a win: something to learn from.",
    examples: """
      cox deal lost D-12 --reason price
      """)

  @Argument(help: "The deal's id.") var deal: String
  @Option(help: "What decided it, in a word or two.") var reason: String?
  @OptionGroup var event: EventOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let session = Session(options: options)
    let draft = try event.draft(
      "deal.lost", [("deal", deal.json), ("reason", reason?.json)], session: session)
    try Writing(session: session).append(draft, verb: "\(deal): a learn, to reflect on")
  }
}
