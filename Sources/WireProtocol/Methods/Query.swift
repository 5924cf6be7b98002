package import JSONText

/// `query`: one view of what is known, at a cursor that it tells.
package struct Query: MethodContract {
  package static let name: StaticString = "query"
  package static let need = AccessNeed.subjects
  package static let kind = CallKind.unary

  /// The views there are.
  package enum View: CaseIterable, Sendable {
    case week, team, alerts, deal, deals, counts, doubts, playbook, morning, why

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
      }
    }
  }

  package var view: View
  package var member: String?
  package var week: String?
  package var deal: String?
  package var metric: String?
  package var state: String?
  /// Asks `deals` for its rows, too.
  package var list: Bool
  /// The past moment to look at, RFC 3339, a cursor or `e-42`, as it was known then; now when missing.
  package var asOf: String?

  package init(
    _ view: View, member: String? = nil, week: String? = nil, deal: String? = nil,
    metric: String? = nil, state: String? = nil, list: Bool = false, asOf: String? = nil
  ) {
    self.view = view
    self.member = member
    self.week = week
    self.deal = deal
    self.metric = metric
    self.state = state
    self.list = list
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
    list = try params.flag("list")
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
    params.member("list", list)
    params.member("asOf", asOf)
  }
}
