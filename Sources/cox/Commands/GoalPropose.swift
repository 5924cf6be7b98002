import ArgumentParser
import Client
import JSONText
import Sentences
import WireProtocol

/// `cox goal propose`: an amount of an outcome over a period.
struct GoalPropose: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "propose", under: "goal",
    "Propose an amount of an outcome over a period.",
    examples: """
      cox goal propose revenue 1.2M --period FY2026 --accept
      cox goal propose won 12 --period 2026-Q4 --member marc
      cox goal propose revenue 4M --period FY2026 --team-goal --accept
      cox goal propose lost 10 --period 2026-Q4 --at-most
      cox goal propose won 30 --period FY2026 --backdate 2026-04-01 --reason "late"
      """,
    details: """
      It holds once the member has accepted it, their own proposals too (--accept does both). From \
      then on what they do in the period counts, also what came before. Periods: 2026-W47, 2026-11, \
      2026-Q4, 2026, and by the team's own fiscal year FY2026 and FY2026-Q3, or two days \
      2026-10-01..2026-12-15. For a goal that is there it is a counter and needs a reason. 0 asks \
      for nothing. Nothing is carried over into the next period. With --at-most the amount is the most \
      that shall be: the share of it that is used is shown beside the share of the period that is over, \
      and nothing is worked back from it.
      """)

  @Argument(help: "An outcome of the playbook, such as revenue or won.") var metric: String
  @Argument(help: "How much: 1.2M, 750k, 12.") var amount: String
  @Option(help: "By when: 2026-W47, 2026-11, 2026-Q4, FY2026, 2026-10-01..2026-12-15.")
  var period: String
  @Option(help: "The currency, when it is not the outcome's own (ISO 4217).") var currency: String?
  @Option(help: "Whose goal it shall be, when it is not yours.") var member: String?
  @Flag(help: "The amount is the most that shall be, such as of deals lost.") var atMost = false
  @Flag(help: "The goal is the team's; managers and operators state it.") var teamGoal = false
  @Flag(help: "Accept it at once, where the answer is yours to give.") var accept = false
  @Option(help: "The day from which it holds; today or the period's first, unless said otherwise.")
  var from: String?
  @Option(help: "A day that has passed, from which it shall have held; needs --reason.")
  var backdate: String?
  @Option(help: "Why this amount.") var reason: String?
  @Option(help: "The event's own id, to repeat a write whose outcome is unknown.") var id: String?
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let writing = try GoalWriting(options)
    let view = try writing.plan.ask(Query(.goals, member: member, period: period, list: true))
    let whose = teamGoal ? "team" : view["member"]?.string
    guard let whose else { throw Trouble.whoseGoal }
    let outcomes = (view["metrics"]?.array ?? []).filter { atMost || $0["at_most"] == nil }
    guard let outcome = outcomes.first(where: { $0["metric"]?.string == metric }) else {
      throw Trouble.noSuchOutcome(metric, known: outcomes.compactMap { $0["metric"]?.string })
    }
    let isMoney = outcome["unit"]?.string == "money"
    let currency = currency?.uppercased() ?? outcome["currency"]?.string
    if isMoney, currency == nil { throw Trouble.goalWithoutCurrency(metric, amount) }
    let value = try PlanWriting.amount(amount, currency: currency, isMoney: isMoney)
    let today = view["today"]?.string
    let day = try PlanWriting.day(backdate ?? from, today: today)
    let days = view["period"] ?? .null
    let goal = "\(whose)/\(metric)/\(days["name"]?.string ?? period)"
    let about = teamGoal ? nil : whose
    var drafts = [
      try writing.plan.draft(
        "goal.proposed", about: about, id: id,
        [
          ("goal", goal.json), ("metric", metric.json),
          (isMoney ? "amount" : "count", .integer(value)),
          ("currency", isMoney ? currency?.json : nil), ("period", days["name"]),
          ("first", days["first"]), ("last", days["last"]), ("from", day?.json),
          ("reason", reason?.json), ("backdated", backdate.map { _ in true }),
          ("team", teamGoal ? true : nil), ("at_most", atMost ? true : nil),
        ])
    ]
    if accept {
      drafts.append(
        try writing.plan.draft(
          "goal.accepted", about: about, id: id.map { "\($0)-accept" }, [("goal", goal.json)]))
    }
    let known = view["rows"]?.array?.first { $0["goal"]?.string == goal }
    try writing.say(
      drafts, of: goal, seen: known?["seq"]?.integer,
      verb: accept ? "proposed and accepted" : "proposed; it holds once it is accepted")
  }
}
