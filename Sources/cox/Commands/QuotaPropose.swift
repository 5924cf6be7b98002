import ArgumentParser
import Client
import JSONText
import Sentences
import WireProtocol

/// `cox quota propose`: an amount of a metric per week.
struct QuotaPropose: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "propose", under: "quota",
    "Propose an amount of a metric per week; by default the plan's.",
    examples: """
      cox quota propose conversation
      cox quota propose conversation --goal ana/won/2026-Q4
      cox quota propose conversation 10 --accept
      cox quota propose conversation 8 --member ana --from 2026-12-07 --reason "two fairs"
      """,
    details: """
      It is asked for once the member has accepted it, from the first day of next week unless \
      --from says otherwise; what a week that began asked for does not change. Without a number, \
      the one that the plan leads to, with its range and goal: the plan of the goal that runs, or of \
      the one that --goal names.
      """)

  @Argument(help: "A metric of the playbook, such as conversation.") var metric: String
  @Argument(help: "How many a full week; what the plan says, unless said.") var weekly: Int64?
  @Option(help: "The goal whose plan says how many, as cox goal list names it.") var goal: String?
  @Option(help: "Whose quota it shall be, when it is not yours.") var member: String?
  @Flag(help: "Accept it at once, where the answer is yours to give.") var accept = false
  @Option(help: "The first day on which it is asked for.") var from: String?
  @Option(help: "Why this amount.") var reason: String?
  @Option(help: "The event's own id, to repeat a write whose outcome is unknown.") var id: String?
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func validate() throws {
    if weekly != nil, goal != nil {
      throw ValidationError("--goal says whose plan the number comes from, and here it is given")
    }
  }

  func run() throws {
    let writing = try QuotaWriting(options)
    let view = try writing.plan.ask(Query(.quotas, member: member, list: true))
    guard let whose = view["member"]?.string else { throw Trouble.whoseQuota }
    let said = try PlanWriting.day(from, today: view["today"]?.string)
    guard let day = said ?? view["next_week"]?.string else { throw Trouble.badDay(from ?? "") }
    let planned = weekly == nil ? try planned(writing.plan, whose) : .null
    let quota = "\(whose)/\(metric)/\(day)"
    var drafts = [
      try writing.plan.draft(
        "quota.proposed", about: whose, id: id,
        [
          ("quota", quota.json), ("metric", metric.json),
          ("weekly", weekly.map { .integer($0) } ?? planned["weekly"]), ("from", day.json),
          ("origin", weekly == nil ? "plan" : "self"), ("goal", planned["goal"]),
          ("low", planned["low"]), ("high", planned["high"]), ("reason", reason?.json),
        ])
    ]
    if accept {
      drafts.append(
        try writing.plan.draft(
          "quota.accepted", about: whose, id: id.map { "\($0)-accept" }, [("quota", quota.json)]))
    }
    let known = view["rows"]?.array?.first { $0["quota"]?.string == quota }
    try writing.say(
      drafts, of: quota, member: whose, seen: known?["seq"]?.integer,
      verb: accept ? "proposed and accepted" : "proposed; it is asked for once it is accepted")
  }

  /// What the plan says of the metric: `weekly`, `low`, `high` and its goal.
  private func planned(_ plan: PlanWriting, _ whose: String) throws(Trouble) -> JSONValue {
    let view = try plan.connection.asked { connection throws(ClientFault) in
      try connection.query(Query(.plan, member: whose, goal: self.goal))
    }
    let result = view["result"] ?? .null
    if view["goal"]?["metric"]?.string == metric, view["goal"]?["unit"]?.string == "money" {
      throw Trouble.moneyQuota(metric)
    }
    let rows = [result] + (view["rows"]?.array ?? [])
    guard
      let found = rows.first(where: {
        $0["metric"]?.string == metric && $0["weekly"]?.integer != nil
      })
    else { throw Trouble.noPlannedQuota(metric, state: result["state"]?.string) }
    let names = ["weekly", "low", "high"]
    let members = names.compactMap { name in
      found[name].flatMap { $0.integer == nil ? nil : JSONValue.Member(name, $0) }
    }
    let goal = view["goal"]?["goal"].flatMap { $0.string == nil ? nil : $0 }
    return .object(members + [goal].compactMap { $0.map { JSONValue.Member("goal", $0) } })
  }
}
