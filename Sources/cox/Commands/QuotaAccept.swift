import ArgumentParser
import JSONText
import Sentences

/// `cox quota accept`: the member's yes to what was offered.
struct QuotaAccept: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "accept", under: "quota",
    "Accept the newest offer for a quota of yours.",
    examples: """
      cox quota accept
      cox quota accept conversation
      cox quota accept ana/conversation/2026-11-23
      """,
    details: """
      Without a name, the only offer that waits for your answer. It is asked for from the day it \
      says, or from next week where that day has passed.
      """)

  @Argument(help: "The quota or its metric, as cox quota list names it.") var quota: String?
  @Option(help: "The event's own id, to repeat a write whose outcome is unknown.") var id: String?
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let writing = try QuotaWriting(options)
    let view = try writing.open()
    var offered = view
    if quota != nil, let rows = view["rows"]?.array {
      // What holds already is not what is accepted.
      offered = [
        "member": view["member"] ?? .null, "rows": .array(rows.filter { $0["offer"] != nil }),
      ]
    }
    let row = try QuotaWriting.chosen(quota, of: offered)
    let (name, member) = (row["quota"]?.string ?? "", row["member"]?.string)
    let draft = try writing.plan.draft(
      "quota.accepted", about: member, id: id, [("quota", name.json)])
    try writing.say(
      [draft], of: name, member: member, seen: row["seq"]?.integer, verb: "accepted")
  }
}
