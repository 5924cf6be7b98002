import ArgumentParser
import JSONText
import Sentences

/// `cox deal credit-note`: less was won than it seemed.
struct DealCreditNote: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "credit-note", under: "deal",
    "A credit note or a refund: less was won, for everybody credited.",
    examples: """
      cox deal credit-note D-12 1,500 EUR --reason "one seat less"
      """)

  @Argument(help: "The deal's id.") var deal: String
  @Argument(help: "What it takes from the win: 1500, 1,500.50, 1.5k.") var amount: String
  @Argument(help: "Its currency (ISO 4217).") var currency: String
  @Option(help: "Why, in a word or two.") var reason: String?
  @OptionGroup var event: EventOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let session = Session(options: options)
    guard let minor = SpokenMoney.read(amount, currency: currency.uppercased()), minor >= 0 else {
      throw Trouble.badAmount(amount)
    }
    let draft = try event.draft(
      "credit.noted",
      [
        ("deal", deal.json), ("amount", .integer(minor)), ("currency", currency.uppercased().json),
        ("reason", reason?.json),
      ], session: session)
    try Writing(session: session).append(draft, verb: "credit note on \(deal)")
  }
}
