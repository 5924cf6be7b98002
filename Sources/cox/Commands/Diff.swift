import ArgumentParser
import Client
import JSONText
import Sentences
import WireProtocol

/// `cox diff`: two answers to the same question, at two moments, and what differs between them.
struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "diff",
    "What changed in a view since a moment, as both were known then.",
    examples: """
      cox diff week --since monday
      cox diff deals --since "yesterday 9:00"
      cox diff deal --deal D-12 --since "2 days ago"
      cox diff team --since 2026-11-16 --until "2026-11-20 17:00"
      cox diff plan --since "2 weeks ago"
      cox diff playbook --since 2026-03-01 --json
      """,
    details: """
      Views: week, team, alerts, deals, deal (with --deal), counts (with --metric), doubts, \
      playbook, goals, quotas, plan, coverage, good. A week or goal that is not named is that of \
      the later moment. A day without a time is its noon.
      """)

  @Argument(help: "The view to compare.") var view: Query.View
  @Option(help: "The earlier moment: monday, \"yesterday 9:00\", 2026-03-01, or a cursor.")
  var since: String
  @Option(help: "The later moment; now, unless said otherwise.") var until: String?
  @Option(help: "The member; you, unless said otherwise.") var member: String?
  @Option(help: "The week, like 2026-W46.") var week: String?
  @Option(help: "The deal, for view deal.") var deal: String?
  @Option(help: "The metric, for view counts.") var metric: String?
  @Option(help: "The goal, for views plan and coverage.") var goal: String?
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let session = Session(options: options)
    let since = try session.moment(since, option: "--since")
    let until = try until.map { text throws(Trouble) in
      try session.moment(text, option: "--until")
    }
    if let until, let first = Moment(since), let last = Moment(until), last < first {
      throw Trouble.endsBeforeItBegins(since: self.since, until: self.until ?? until)
    }
    let connection = try session.connect(toWrite: false, required: [Capabilities.past])
    var query = Query(
      view, member: member, week: week, deal: deal, metric: metric, goal: goal,
      list: ViewDifference.takesAll(view.name.description), asOf: until)
    let newer = try connection.asked { connection throws(ClientFault) in
      try connection.query(query)
    }
    // The running week was another one then: both answers are about the same.
    query.week = week ?? newer["week"]?["label"]?.string ?? newer["week"]?.string
    query.goal = goal ?? newer["goal"]?["goal"]?.string
    query.asOf = since
    let older = try connection.asked { connection throws(ClientFault) in
      try Self.older(query, connection)
    }
    let result = ViewDifference(from: older, to: newer).json
    var output = Output(options, now: LocalClock.now)
    output.reader.home = session.home(of: newer, output)
    output.show(DiffPage.self, result)
  }

  /// The earlier answer; an empty one where what is asked about was not there yet.
  private static func older(
    _ query: Query, _ connection: Connection
  ) throws(ClientFault) -> JSONValue {
    do throws(ClientFault) {
      return try connection.query(query)
    } catch {
      guard case .refused(let refusal) = error, refusal.kind == "not_found",
        refusal.details?["pointer"]?.string != "/params/asOf"
      else { throw error }
      return ["as_of": query.asOf.map { .string($0) } ?? .null, "was_absent": true, "rows": []]
    }
  }
}

extension Query.View: ExpressibleByArgument {
  /// The view of a name.
  public init?(argument: String) {
    guard let view = Self.allCases.first(where: { $0.name.description == argument }) else {
      return nil
    }
    self = view
  }

  /// The names of all views.
  public static var allValueStrings: [String] { allCases.map(\.name.description) }
}
