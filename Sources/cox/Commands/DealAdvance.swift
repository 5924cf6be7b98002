import ArgumentParser
import Sentences

/// `cox deal advance`.
struct DealAdvance: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "advance", under: "deal",
    "A deal reaches a stage; skipped ones count as passed.",
    examples: """
      cox deal advance D-12 proposal
      cox deal advance D-12 --stage proposal --at "mon 9:30"
      """)

  @Argument(help: "The deal's id.") var deal: String
  @Argument(help: "The stage it reaches.") var reached: String?
  @Option(help: "The same, by name.") var stage: String?
  @OptionGroup var event: EventOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func validate() throws {
    guard (reached == nil) != (stage == nil) else {
      throw ValidationError("Say which stage: cox deal advance \(deal) STAGE")
    }
  }

  func run() throws {
    let session = Session(options: options)
    let to = reached ?? stage ?? ""
    let draft = try event.draft(
      "deal.advanced", [("deal", deal.json), ("stage", to.json)], session: session)
    try Writing(session: session).append(draft, verb: "\(deal) is at \(to)")
  }
}
