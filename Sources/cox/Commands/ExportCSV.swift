import ArgumentParser
import Client
import JSONText
import Sentences
import WireProtocol

/// `cox export csv`: a view as a table for spreadsheets and scripts.
struct ExportCSV: ParsableCommand {
  enum View: String, CaseIterable, ExpressibleByArgument { case weeks, counts, deals }

  static let configuration = CommandConfiguration.cox(
    "csv", under: "export",
    "Weeks, counts or deals as CSV (RFC 4180).",
    examples: """
      cox export csv weeks --output weeks.csv
      cox export csv counts --metric call
      cox export csv deals --member ana > deals.csv
      """,
    details: """
      weeks: quota, target and done of every metric, in every week with something done and in the \
      running one. counts: what was done, by metric, member and week. deals: one row a deal.
      The first row names the columns; names stay, new ones come at the right. Amounts are whole \
      minor units beside their currency. Without --member: everybody whom you may see. A text that a \
      spreadsheet would take for a formula begins with an apostrophe. A file of --output is for your \
      eyes alone.
      """)

  @Argument(help: "weeks, counts or deals.") var view: View
  @Option(help: "Only this member's.") var member: String?
  @Option(help: "Only this week, such as 2026-W47 (weeks, counts).") var week: String?
  @Option(help: "Only this metric (counts).") var metric: String?
  @Option(name: .shortAndLong, help: "Write a whole file or none.", completion: .file())
  var output: String?
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let connection = try Session(options: options).connect(toWrite: false)
    let file = try OutputFile(output, .replacing)
    let reading = ViewReading(connection: connection, member: member)
    let records: Records
    switch view {
    case .deals:
      records = ViewExport.deals(try reading.deals())
    case .counts:
      records = ViewExport.counts(
        try reading.counts(week: week, metrics: metric.map { [$0] } ?? reading.metrics()))
    case .weeks:
      records = ViewExport.weeks(try reading.weeks(week))
    }
    try file.write(CSVText.text(records).utf8)
    try file.commit()
  }
}
