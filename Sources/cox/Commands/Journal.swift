import ArgumentParser
import Sentences
import WireProtocol

/// `cox journal`: how much the daemon tells the operator's journal.
struct Journal: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "journal",
    "How much the daemon tells the system's journal, for a while.",
    examples: """
      cox journal
      cox journal debug --for 10m
      cox journal info
      """,
    details: """
      For operators. debug tells a line for each call and each batch: whose it was and how it \
      went, never what it said. After the time, 10m unless said otherwise and 24h at most, and \
      after a restart it is info again. The journal is read with journalctl COX_TEAM=TEAM, or where \
      a daemon that was started by hand writes its messages. Your activities are logged by cox log.
      """)

  @Argument(help: "debug, info, notice, warning or error; without it, the present one is told.")
  var level: JournalLevel.Level?

  @Option(name: .customLong("for"), help: "How long, such as 90s, 10m or 2h.")
  var span: HowLong = HowLong(seconds: JournalLevel.seconds)

  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let result = try Session(options: options).call(
      JournalLevel(level, seconds: span.seconds), toWrite: level != nil)
    Output(options, now: LocalClock.now).show(JournalPage.self, result)
  }
}

extension JournalLevel.Level: ExpressibleByArgument {}

/// A stretch of time as it is typed: `90s`, `10m`, `2h`.
struct HowLong: ExpressibleByArgument {
  var seconds: Int64

  init(seconds: Int64) { self.seconds = seconds }

  init?(argument: String) {
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600]
    guard let unit = argument.last.flatMap({ units[$0] }),
      let number = Int64(argument.dropLast()), (1...86_400).contains(number)
    else { return nil }
    seconds = number * unit
  }

  var defaultValueDescription: String { "10m" }
}
