import ArgumentParser
import Sentences

/// `cox deal won`.
struct DealWon: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "won", under: "deal",
    "A deal is won.",
    examples: """
      cox deal won D-12 --amount 38,500 --currency EUR
      cox deal won D-12 --amount 38,500 --currency EUR --credit ana=60%,ben=40%
      """)

  @Argument(help: "The deal's id.") var deal: String
  @OptionGroup var money: AmountOptions
  @Option(help: "Who won it together: ana=60%,ben=40%; the parts make 100%.") var credit: String?
  @OptionGroup var event: EventOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let session = Session(options: options)
    let shares = try credit.map { text throws(Trouble) in
      guard let shares = SpokenCredit.read(text) else { throw .badCredit(text) }
      return SpokenCredit.json(shares)
    }
    let draft = try event.draft(
      "deal.won", [("deal", deal.json), ("credit", shares)] + money.members(), session: session)
    try Writing(session: session).append(draft, verb: "\(deal) won")
  }
}
