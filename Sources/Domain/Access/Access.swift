/// Who asks: a member in a role, or an operator who is no member (root, the daemon's own user).
package struct Viewer: Sendable, Equatable {
  /// `none` for an operator who is no member.
  package var member: Symbol
  /// The member's id as text; empty for an operator who is no member.
  package var name: String
  package var role: Role
  /// For integrations: the sources they may append for.
  package var sources: [String]

  package init(member: Symbol, name: String, role: Role, sources: [String] = []) {
    self.member = member
    self.name = name
    self.role = role
    self.sources = sources
  }

  package static let system = Viewer(member: .none, name: "", role: .operator)

  /// The source that a person's own events carry.
  package var ownSource: String { "/cox/\(name)" }
}

/// Whom a request is about; `none` where it is about the team or about nobody known.
package struct Subject: Sendable, Equatable {
  package var member: Symbol
  package var manager: Symbol

  package init(member: Symbol, manager: Symbol = .none) {
    self.member = member
    self.manager = manager
  }

  package static let team = Subject(member: .none)
}

/// What a request needs.
package enum Need: Sendable, Equatable {
  /// `hello`, `status`, `rpc.discover`.
  case greet
  /// A member's week, deals and counts.
  case readNumbers
  /// All reports at once, and what is doubtful about everybody's data.
  case readTeam
  /// One alert about the subject.
  case readAlert(
    level: AlertLevel, raisedAt: Instant, history: Bool, now: Instant,
    grace: Int64 = managerGraceSeconds)
  /// What the team agreed on; each member's own terms need `readNumbers`.
  case readPlaybook
  /// One event about the subject, as a subscription delivers it; alerts go by `readAlert`.
  case observe(EventFamily)
  /// One event of a source, as a subscription delivers it to who sends that source.
  case observeOwn(source: String)
  /// To record something about the subject in one's own name.
  case log
  /// To mark an alert about the subject as seen.
  case answer
  /// To stream events of a source.
  case ingest(source: String)
  /// To apply playbooks and move a test clock.
  case operate
}

/// The answer to a request.
package enum Access: Sendable, Equatable {
  case allow
  /// The reason names the role or relation that is missing, never any content.
  case deny(String)

  package var isAllowed: Bool { self == .allow }
}

/// How long a member has an alert for themself before the manager sees it, unless the playbook says.
package let managerGraceSeconds: Int64 = 24 * 3_600

/// Decides every request: nothing is allowed that no line here allows.
package func access(_ viewer: Viewer, _ need: Need, _ subject: Subject) -> Access {
  let isSelf = !viewer.member.isNone && viewer.member == subject.member
  let isReport =
    viewer.role == .manager && !viewer.member.isNone && subject.manager == viewer.member
  let isOperator = viewer.role == .operator
  switch need {
  case .greet:
    return .allow
  case .ingest(let source):
    return mayIngest(viewer, source)
  case .observeOwn(let source):
    return viewer.role == .integration
      ? mayIngest(viewer, source) : .deny("people see events by whom they are about")
  case .operate:
    return isOperator ? .allow : .deny("only an operator may do this")
  default:
    break
  }
  if viewer.role == .integration { return .deny("an integration may only send its own sources") }
  switch need {
  case .readNumbers:
    return isSelf || isReport || isOperator
      ? .allow : .deny("numbers are seen by the member, their manager and operators")
  case .readTeam:
    return viewer.role == .manager || isOperator
      ? .allow : .deny("the team is seen by managers and operators")
  case .readPlaybook:
    return .allow
  case .readAlert(let level, let raisedAt, let history, let now, let grace):
    if isSelf { return .allow }
    guard isReport || isOperator else { return .deny("an alert is the member's own first") }
    guard level == .conversation, !history else { return .deny("this alert is the member's own") }
    return raisedAt.adding(seconds: grace) <= now
      ? .allow : .deny("the member sees an alert before anyone else")
  case .observe(let family):
    return mayObserve(family, isSelf || isReport || isOperator, isSelf, subject)
  case .log:
    return isSelf || isReport || isOperator
      ? .allow : .deny("one logs for oneself, a manager also for direct reports")
  case .answer:
    return isSelf ? .allow : .deny("only the member it is about answers an alert")
  case .greet, .ingest, .observeOwn, .operate:
    return .deny("not allowed")
  }
}

private func mayIngest(_ viewer: Viewer, _ source: String) -> Access {
  if source == "/coxswaind" || source.hasPrefix("/coxswaind/") {
    return .deny("only the daemon writes as \(source)")
  }
  switch viewer.role {
  case .operator:
    return .allow
  case .integration:
    return viewer.sources.contains { matches(source, pattern: $0) }
      ? .allow : .deny("\(source) is not among the sources declared for \(viewer.name)")
  case .rep, .manager:
    return source == viewer.ownSource
      ? .allow : .deny("a member sends as \(viewer.ownSource) only")
  }
}

private func mayObserve(
  _ family: EventFamily, _ isNear: Bool, _ isSelf: Bool, _ subject: Subject
) -> Access {
  switch family {
  case .alert:
    return .deny("an alert is delivered by what it says")
  case .coaching:
    return isSelf ? .allow : .deny("only the member sees what they looked at")
  case .fact where subject.member.isNone:
    return .allow
  case .fact, .capture, .plan, .judgement, .unknown:
    return isNear ? .allow : .deny("events are seen by the member, their manager and operators")
  }
}
