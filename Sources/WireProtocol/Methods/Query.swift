package import JSONText

/// `query`: one view of what is known, at a cursor that it tells.
package struct Query: MethodContract {
  package static let name: StaticString = "query"
  package static let need = AccessNeed.subjects
  package static let kind = CallKind.unary

  /// The views there are.
  package enum View: CaseIterable, Sendable {
    case week, team, alerts, deal, deals, counts, doubts, playbook, morning, why, goals, quotas
    case plan, coverage, good, calibration

    /// Its name on the wire.
    package var name: StaticString {
      switch self {
      case .week: "week"
      case .team: "team"
      case .alerts: "alerts"
      case .deal: "deal"
      case .deals: "deals"
      case .counts: "counts"
      case .doubts: "doubts"
      case .playbook: "playbook"
      case .morning: "morning"
      case .why: "why"
      case .goals: "goals"
      case .quotas: "quotas"
      case .plan: "plan"
      case .coverage: "coverage"
      case .good: "good"
      case .calibration: "calibration"
      }
    }
  }

  package var view: View
  package var member: String?
  package var week: String?
  package var deal: String?
  package var metric: String?
  package var state: String?
  /// A period that `goals` shall say the days of.
  package var period: String?
  /// The goal that `plan` and `coverage` are about; the one of the running period when missing.
  package var goal: String?
  /// Asks `deals` for its rows, too, `goals` and `quotas` for those that are over and `plan` for
  /// everybody's.
  package var list: Bool
  /// Asks `plan` and `coverage` for the records behind each number, too.
  package var why: Bool
  /// What `plan` is to take for an input instead of what is known: `won=0.35`, `deal=5000000`.
  package var whatIf: [String]
  /// The past moment to look at, RFC 3339, a cursor or `e-42`, as it was known then; now when missing.
  package var asOf: String?

  package init(
    _ view: View, member: String? = nil, week: String? = nil, deal: String? = nil,
    metric: String? = nil, state: String? = nil, period: String? = nil, goal: String? = nil,
    list: Bool = false, why: Bool = false, whatIf: [String] = [], asOf: String? = nil
  ) {
    self.view = view
    self.member = member
    self.week = week
    self.deal = deal
    self.metric = metric
    self.state = state
    self.period = period
    self.goal = goal
    self.list = list
    self.why = why
    self.whatIf = whatIf
    self.asOf = asOf
  }

  package init(_ params: Parameters) throws(WireError) {
    let text = params.node("view")
    let named = text.flatMap { text in
      View.allCases.first { params.document.equals(text, $0.name) }
    }
    guard let view = named else {
      _ = try params.requiredString("view")
      let names = View.allCases.map(\.name.description).joined(separator: ", ")
      throw params.wrong("view", "one of \(names)")
    }
    self.view = view
    member = try params.string("member")
    week = try params.string("week")
    deal = try view == .deal ? params.requiredString("deal") : params.string("deal")
    metric = try view == .counts ? params.requiredString("metric") : params.string("metric")
    state = try params.string("state")
    period = try params.string("period")
    goal = try params.string("goal")
    list = try params.flag("list")
    why = try params.flag("why")
    whatIf = try params.strings("whatIf")
    asOf = try params.string("asOf")
  }

  package func write(into params: inout JSONWriter) {
    params.key("view")
    params.string(plain: view.name)
    params.member("member", member)
    params.member("week", week)
    params.member("deal", deal)
    params.member("metric", metric)
    params.member("state", state)
    params.member("period", period)
    params.member("goal", goal)
    params.member("list", list)
    params.member("why", why)
    params.member("whatIf", whatIf)
    params.member("asOf", asOf)
  }
}
