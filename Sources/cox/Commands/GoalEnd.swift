import ArgumentParser
import JSONText
import Sentences

/// `cox goal end`: a goal is given up from a day on.
struct GoalEnd: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "end", under: "goal",
    "Give a goal up from a day on; all that was said about it stays.",
    examples: """
      cox goal end revenue/FY2026 --reason "leads the partner channel from december"
      cox goal end marc/won/2026-Q4 --from 2026-12-01 --reason "moves to support"
      """)

  @Argument(help: "The goal, as cox goal list names it.") var goal: String
  @Option(help: "Why.") var reason: String
  @Option(help: "The first day without it: today, tomorrow, 2026-12-01.") var from = "today"
  @Option(help: "The event's own id, to repeat a write whose outcome is unknown.") var id: String?
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let writing = try GoalWriting(options)
    let view = try writing.open()
    let row = try GoalWriting.chosen(goal, of: view)
    let name = row["goal"]?.string ?? ""
    let day = try PlanWriting.day(from, today: view["today"]?.string)
    let draft = try writing.plan.draft(
      "goal.ended", about: row["member"]?.string, id: id,
      [("goal", name.json), ("from", day?.json), ("reason", reason.json)])
    try writing.say([draft], of: name, seen: row["seq"]?.integer, verb: "given up")
  }
}
