import ArgumentParser
import Client
import JSONText
import Sentences
import WireProtocol

/// `cox export openmetrics`: the running week and the daemon's counters for monitoring.
struct ExportOpenMetrics: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "openmetrics", under: "export",
    "The running week and the daemon's counters as OpenMetrics.",
    examples: """
      cox export openmetrics
      cox export openmetrics --output /var/lib/node_exporter/coxswain.prom
      """,
    details: """
      For a node exporter's textfile collector: run it from a timer with --output, which replaces \
      the file in one step; everybody on the machine may read it. Numbers are summed over all members whom you may see. --by-member keeps \
      people apart, and then everybody who sees the dashboard sees each person's numbers: the \
      access rules of the team end there.
      """)

  @Flag(help: "A series for each member instead of sums.") var byMember = false
  @Option(name: .shortAndLong, help: "Write a whole file or none.", completion: .file())
  var output: String?
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let connection = try Session(options: options).connect(toWrite: false)
    // A node exporter that runs as another user reads it: it alone of the exports is for all eyes.
    let file = try OutputFile(output, .replacing, mode: 0o644)
    let reading = ViewReading(connection: connection, member: nil)
    let status = try connection.asked { connection throws(ClientFault) in
      try connection.call(WireProtocol.Status())
    }
    let text = MetricsExport.text(
      status: status, weeks: try reading.running(), alerts: try reading.permitted(Query(.alerts)),
      deals: try reading.deals(), byMember: byMember)
    try file.write(text.utf8)
    try file.commit()
  }
}
