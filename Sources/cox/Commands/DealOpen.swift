import ArgumentParser
import Sentences

/// `cox deal open`.
struct DealOpen: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "open", under: "deal",
    "A deal opens.",
    examples: """
      cox deal open D-12 acme --stage discovery --amount 40k --currency EUR
      """)

  @Argument(help: "The deal's id.") var deal: String
  @Argument(help: "The account.") var account: String?
  @Option(help: "The stage it opens at.") var stage: String?
  @OptionGroup var money: AmountOptions
  @OptionGroup var event: EventOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let session = Session(options: options)
    let data = [
      ("deal", deal.json), ("account", account?.json), ("stage", stage?.json),
    ]
    let draft = try event.draft("deal.opened", data + money.members(), session: session)
    try Writing(session: session).append(draft, verb: "\(deal) opened")
  }
}
