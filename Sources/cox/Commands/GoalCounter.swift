import ArgumentParser
import JSONText
import Sentences

/// `cox goal counter`: another amount, and why.
struct GoalCounter: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "counter", under: "goal",
    "Offer another amount for a goal, with the reason.",
    examples: """
      cox goal counter revenue/FY2026 1M --reason "two key accounts moved to ana"
      cox goal counter marc/won/2026-Q4 10 --reason "four weeks of leave"
      """,
    details: """
      What was accepted before holds on until the member accepts the new amount. A smaller one that \
      is accepted while the period runs stays visible, with how much was achieved by then.
      """)

  @Argument(help: "The goal, as cox goal list names it.") var goal: String
  @Argument(help: "How much instead: 1M, 10.") var amount: String
  @Option(help: "Why.") var reason: String
  @Option(help: "The day from which it holds; that of the yes to it, unless said otherwise.")
  var from: String?
  @Option(help: "A day that has passed, from which it shall have held.") var backdate: String?
  @Option(help: "The event's own id, to repeat a write whose outcome is unknown.") var id: String?
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let writing = try GoalWriting(options)
    let view = try writing.open()
    let row = try GoalWriting.chosen(goal, of: view)
    let name = row["goal"]?.string ?? ""
    let isMoney = row["unit"]?.string == "money"
    let value = try PlanWriting.amount(
      amount, currency: row["currency"]?.string, isMoney: isMoney)
    let day = try PlanWriting.day(backdate ?? from, today: view["today"]?.string)
    let draft = try writing.plan.draft(
      "goal.countered", about: row["member"]?.string, id: id,
      [
        ("goal", name.json), (isMoney ? "amount" : "count", .integer(value)),
        ("reason", reason.json), ("from", day?.json), ("backdated", backdate.map { _ in true }),
      ])
    try writing.say(
      [draft], of: name, seen: row["seq"]?.integer, verb: "offered; it holds once it is accepted")
  }
}
