import ArgumentParser
import Sentences
import WireProtocol

/// `cox store head`: the newest seal's seq and hash, for a witness.
struct StoreHead: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "head", under: "store",
    "The newest seal's hash: kept elsewhere, it proves the log up to there.",
    examples: """
      cox store head
      cox store head --json | jq -r .hash
      """,
    details: """
      Who can write the log's files can write them anew with fitting seals, but cannot make them \
      end in a hash that somebody else has kept. coxswaind verify prints the hash it finds, and \
      coxswaind restore --head compares.
      """)

  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let result = try Session(options: options).call(WireProtocol.StoreHead())
    Output(options, now: LocalClock.now).show(StoreHeadPage.self, result)
  }
}
