import ArgumentParser
import Sentences
import WireProtocol

/// `cox store status`: what the log takes of the disk, and how long there is room.
struct StoreStatus: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "status", under: "store",
    "What the log takes of the disk, and when that is full.",
    examples: """
      cox store status
      cox store status --json | jq .full_on
      """,
    details: """
      The day is reckoned from the faster of the two paces; what else fills the disk is not known \
      here.
      """)

  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let result = try Session(options: options).call(WireProtocol.StoreStatus())
    Output(options, now: LocalClock.now).show(StorePage.self, result)
  }
}
