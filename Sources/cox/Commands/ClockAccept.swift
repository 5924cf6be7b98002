import ArgumentParser
import Sentences
import WireProtocol

/// `cox clock accept`: the machine's clock is right, or a restored log complete; the daemon may judge.
struct ClockAccept: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "accept", under: "clock",
    "Believe the machine's clock, or that a restored log is complete; weeks that ended are judged now.",
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
