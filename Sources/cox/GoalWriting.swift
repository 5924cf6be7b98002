import Client
import JSONText
import Sentences
import WireProtocol

/// Says something about a goal, and shows the goal as it stands then.
struct GoalWriting {
  let plan: PlanWriting
  let options: GlobalOptions

  init(_ options: GlobalOptions) throws(Trouble) {
    plan = try PlanWriting(options)
    self.options = options
  }

  /// The goals one may see that can still be spoken about.
  func open() throws(Trouble) -> JSONValue { try plan.ask(Query(.goals)) }

  /// The goal that was named; where none was, the only one with an offer that is one's own to answer.
  static func chosen(_ named: String?, of view: JSONValue) throws(Trouble) -> JSONValue {
    let rows = view["rows"]?.array ?? []
    if let named {
      let own = view["member"]?.string.map { "\($0)/\(named)" }
      let found = rows.first { [named, own].contains($0["goal"]?.string) }
      guard let found else { throw Trouble.unknownGoal(named) }
      return found
    }
    let waiting = rows.filter { row in
      row["offer"] != nil
        && (row["member"] == nil || row["member"]?.string == view["member"]?.string)
    }
    guard let only = waiting.first, waiting.count == 1 else {
      throw Trouble.noOnlyOffer("goal", waiting.compactMap { $0["goal"]?.string })
    }
    return only
  }

  /// Records what is said and shows the goal.
  func say(
    _ drafts: [EventDraft], of goal: String, seen seq: Int64?, verb: Text
  ) throws(Trouble) {
    let written = try plan.append(drafts, seen: "goal/\(goal)", seq)
    let view = try plan.ask(Query(.goals, list: true))
    let row = view["rows"]?.array?.first { $0["goal"]?.string == goal } ?? .null
    let doubt = WrittenPage.doubt(written)
    Output(options, now: LocalClock.now).show(
      written.adding("goal", row),
      screen: { reader in
        doubt.map { [$0] } ?? GoalsPage.said(row, view, verb: verb, for: reader)
      },
      records: { GoalsPage.records(["rows": [row]]) })
  }
}
