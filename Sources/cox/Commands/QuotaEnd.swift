import ArgumentParser
import JSONText
import Sentences

/// `cox quota end`: a quota is no longer asked for from a day on.
struct QuotaEnd: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "end", under: "quota",
    "Give a quota up from a day on, the playbook's too; weeks before it keep what they asked.",
    examples: """
      cox quota end conversation --reason "the team mails instead"
      cox quota end ana/visit/2026-11-23 --from 2026-12-07 --reason "moves to support"
      """)

  @Argument(help: "The quota or its metric, as cox quota list names it.") var quota: String
  @Option(help: "Why.") var reason: String
  @Option(help: "The first day without it; that of next week, unless said otherwise.")
  var from: String?
  @Option(help: "The event's own id, to repeat a write whose outcome is unknown.") var id: String?
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let writing = try QuotaWriting(options)
    let view = try writing.open()
    let row = try QuotaWriting.chosen(quota, of: view)
    let (name, member) = (row["quota"]?.string ?? "", row["member"]?.string)
    let said = try PlanWriting.day(from, today: view["today"]?.string)
    let draft = try writing.plan.draft(
      "quota.ended", about: member, id: id,
      [
        ("quota", name.json), ("from", said?.json ?? view["next_week"]), ("reason", reason.json),
      ])
    try writing.say(
      [draft], of: name, member: member, seen: row["seq"]?.integer, verb: "given up")
  }
}
