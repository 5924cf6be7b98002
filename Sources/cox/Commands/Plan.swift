import ArgumentParser
import JSONText
import Sentences
import WireProtocol

/// `cox plan`: from a goal back to what a week needs.
struct Plan: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "plan",
    "From your goal back to what this week needs, with its range.",
    examples: """
      cox plan
      cox plan --member marc
      cox plan --what-if win-rate=35%,deal=50000
      cox plan --what-if weeks=12 --what-if goal=1.5M
      cox plan --why
      cox plan --all
      cox plan --as-of "monday 9:00"
      """,
    details: """
      What is left of the goal, divided by the mean deal, by your rates step by step, and by the weeks \
      whose activity can still land. A rate of few trials is thin and shows its range alone; what the \
      playbook assumes is marked in every line that rests on it.
      Inputs to try with --what-if: win-rate, any step by its metric, deal (in the goal's currency), \
      lag (days), weeks, goal. Nothing is changed by trying.
      """)

  @Option(help: "The member; you, unless said otherwise.") var member: String?
  @Option(help: "The goal, as cox goal list names it.") var goal: String?
  @Option(
    help: "Inputs to try out: win-rate=35%,deal=50000; may be repeated.")
  var whatIf: [String] = []
  @Flag(help: "Say how each number comes about, down to the records.") var why = false
  @Flag(help: "Everybody whom you may see, a line each.") var all = false
  @OptionGroup(title: "THE PAST") var past: PastOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func validate() throws {
    if all, member != nil || goal != nil || why || !whatIf.isEmpty {
      throw ValidationError(
        "--all shows everybody's plan, a line each, and takes nothing beside it")
    }
  }

  func run() throws {
    let session = Session(options: options)
    if all { return try session.show(PlansPage.self, Query(.plan, list: true), past) }
    var query = Query(.plan, member: member, goal: goal, why: why)
    var result = try session.answer(query, past)
    // What may be tried out is in the plan itself, and without a goal there is nothing to try.
    if !whatIf.isEmpty, result["goal"]?.object != nil {
      query.whatIf = try WhatIf.read(whatIf, plan: result)
      result = try session.answer(query, past)
    }
    let output = Output(options, now: LocalClock.now)
    let lands = result["result"]?["state"]?.string != "cannot-land"
    guard !lands, !why, output.form == .screen else {
      return output.show(why ? PlanWhyPage.self : PlanPage.self, result)
    }
    let coverage = try session.answer(Query(.coverage, member: member, goal: goal), past)
    output.show(
      result,
      screen: {
        PastHeading.lines(result, above: PlanPage.self, for: $0)
          + PlanPage.screen(result, beside: coverage, for: $0)
      }, records: { PlanPage.records(result) })
  }
}
