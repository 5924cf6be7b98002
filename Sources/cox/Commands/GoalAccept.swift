import ArgumentParser
import JSONText
import Sentences

/// `cox goal accept`: the member's yes to what was offered.
struct GoalAccept: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "accept", under: "goal",
    "Accept the newest offer for a goal of yours; from now on it holds.",
    examples: """
      cox goal accept
      cox goal accept revenue/FY2026
      cox goal accept team/revenue/FY2026
      """,
    details: """
      Without a name, the only offer that waits for your answer. What was offered after you looked \
      is not accepted unseen. A goal of the team is accepted by a manager or an operator.
      """)

  @Argument(help: "The goal, as cox goal list names it.") var goal: String?
  @Option(help: "The event's own id, to repeat a write whose outcome is unknown.") var id: String?
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let writing = try GoalWriting(options)
    let row = try GoalWriting.chosen(goal, of: writing.open())
    let name = row["goal"]?.string ?? ""
    let draft = try writing.plan.draft(
      "goal.accepted", about: row["member"]?.string, id: id, [("goal", name.json)])
    try writing.say([draft], of: name, seen: row["seq"]?.integer, verb: "accepted")
  }
}
