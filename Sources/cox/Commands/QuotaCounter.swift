import ArgumentParser
import JSONText
import Sentences

/// `cox quota counter`: another amount per week, and why.
struct QuotaCounter: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "counter", under: "quota",
    "Offer another amount for a quota that was proposed, with the reason.",
    examples: """
      cox quota counter conversation 8 --reason "two fairs in december"
      cox quota counter ana/conversation/2026-11-23 12 --reason "the range goes to 14"
      """,
    details: """
      A number of the playbook is not countered but proposed anew: cox quota propose METRIC WEEKLY.
      """)

  @Argument(help: "The quota or its metric, as cox quota list names it.") var quota: String
  @Argument(help: "How many a full week instead.") var weekly: Int64
  @Option(help: "Why.") var reason: String
  @Option(help: "The event's own id, to repeat a write whose outcome is unknown.") var id: String?
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let writing = try QuotaWriting(options)
    let row = try QuotaWriting.chosen(quota, of: writing.open())
    let (name, member) = (row["quota"]?.string ?? "", row["member"]?.string)
    let draft = try writing.plan.draft(
      "quota.countered", about: member, id: id,
      [("quota", name.json), ("weekly", .integer(weekly)), ("reason", reason.json)])
    try writing.say(
      [draft], of: name, member: member, seen: row["seq"]?.integer,
      verb: "offered; it is asked for once it is accepted")
  }
}
