import ArgumentParser
import Sentences

/// `cox deal hand-over`.
struct DealHandOver: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "hand-over", under: "deal",
    "Somebody else owns a deal from now on; what was counted stays.",
    examples: """
      cox deal hand-over D-12 --to ben
      """)

  @Argument(help: "The deal's id.") var deal: String
  @Option(help: "The member who gets it.") var to: String
  @OptionGroup var event: EventOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let session = Session(options: options)
    let draft = try event.draft(
      "deal.handed-over",
      [("deal", deal.json), ("to", to.json)],
      session: session)
    try Writing(session: session).append(draft, verb: "\(deal) is the deal of \(to) now")
  }
}
