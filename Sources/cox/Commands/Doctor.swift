import ArgumentParser
import Client
import JSONText
import Sentences
import WireProtocol

/// `cox doctor`: what works between this command and the daemon, and what to do about the rest.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "doctor",
    "What works and what does not, with the command that mends it.",
    examples: """
      cox doctor
      cox doctor --team emea
      cox doctor --bundle doctor.txt
      cox doctor --calibration
      """,
    details: """
      It changes nothing, and sends nothing that waits in the outbox. The bundle is for whoever \
      helps you; - prints it, and a file that is there stays as it is. It holds versions, counters and the state of each check, and no names, accounts, deals, \
      notes or paths. It ends with 69 when something needs doing. The calibration looks at \
      the team's own past instead: how often what came lay inside the range foreseen for it.
      """)

  @Option(help: "Write a report without personal text to a new file.", completion: .file())
  var bundle: String?
  @Flag(help: "Say how well the ranges of plans hold on this team's own data.")
  var calibration = false
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    if calibration {
      return try Session(options: options).show(CalibrationPage.self, Query(.calibration))
    }
    let examination = Examination(options: options)
    if let bundle {
      let file = try OutputFile(bundle, .new)
      try file.write(examination.report.utf8)
      try file.commit()
    }
    let checks = examination.checks
    // A bundle that goes to standard output is all that goes there.
    if bundle != "-" {
      Output(options, now: LocalClock.now).show(
        ["checks": .array(checks.map(\.json))],
        screen: { DoctorPage.screen(checks, bundle: bundle, for: $0) },
        records: { DoctorPage.records(checks) })
    }
    if checks.contains(where: { $0.state == .act }) { throw ExitCode(ExitStatus.unavailable) }
  }
}
