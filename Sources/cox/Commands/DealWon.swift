import ArgumentParser
import Sentences

/// `cox deal won`.
struct DealWon: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "won", under: "deal",
    "A deal is won.",
    examples: """
      cox deal won D-12 --amount 38,500 --currency EUR
      """)

  @Argument(help: "The deal's id.") var deal: String
  @OptionGroup var money: AmountOptions
  @OptionGroup var event: EventOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let session = Session(options: options)
    let draft = try event.draft(
      "deal.won", [("deal", deal.json)] + money.members(), session: session)
    try Writing(session: session).append(draft, verb: "\(deal) won")
  }
}
