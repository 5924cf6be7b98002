import ArgumentParser
import Sentences
import WireProtocol

/// `cox clock accept`: the machine's clock is right, the daemon may judge by it.
struct ClockAccept: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "accept", under: "clock",
    "Believe the machine's clock; weeks that ended meanwhile are judged now.",
    examples: """
      cox clock accept
      cox status | grep clock
      """)

  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let result = try Session(options: options).call(WireProtocol.ClockAccept(), toWrite: true)
    Output(options, now: LocalClock.now).show(ClockPage.self, result)
  }
}
