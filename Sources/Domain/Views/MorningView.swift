/// A lost deal that nobody has learnt from yet.
package struct Lesson: Sendable, Equatable {
  package var deal: String
  package var account: String?
  package var reason: String?
  package var closed: Instant
}

/// An open alert about the member, as their morning mentions it.
package struct Signal: Sendable, Equatable {
  package var alert: Int
  package var level: AlertLevel
  package var metric: String
  package var name: String
  package var run: Int
  /// The weeks of the run, what was done in them and what was planned.
  package var weeks: [WeekLabel]
  package var total: Int64
  package var mean: Double
}

/// What a manager's reports bring to the morning.
package struct ReportsBrief: Sendable, Equatable {
  package var people: Int
  package var talks: Int
  /// Who is away today, with the day they are back.
  package var away: [(name: String, back: LocalDay)]

  package static func == (left: ReportsBrief, right: ReportsBrief) -> Bool {
    (left.people, left.talks) == (right.people, right.talks)
      && left.away.elementsEqual(right.away, by: ==)
  }
}

/// What waits for a member beside their week.
package struct MorningView: Sendable, Equatable {
  package var lessons: [Lesson]
  package var signals: [Signal]
  package var reports: ReportsBrief?
  /// Where their goal stands, who waits for a word about one, and what their rates have moved.
  package var goal: GoalBrief?
  package var offers: [OfferBrief] = []
  package var moved: [MovedQuota] = []
}

extension Team {
  /// Days for which a lost deal is offered to learn from: until reflections are kept, older ones
  /// would stay for ever.
  static let lessonDays: Int64 = 7

  /// What waits for a member: newest losses first, alerts that one of the viewers may see, and for
  /// who asks about themself, how their reports are.
  package mutating func morningView(_ member: Symbol, _ viewers: [Viewer], now: Instant)
    -> MorningView
  {
    let slot = roster.memberSlots[member] ?? 0
    let since = now.adding(seconds: -Self.lessonDays * 86_400)
    let lessons = book.deals.filter {
      $0.state.state == .lost && $0.state.holder == slot && slot > 0
        && $0.state.closed.map { since < $0 && $0 <= now } ?? false
    }.map(lesson).sorted { ($1.closed, $0.deal) < ($0.closed, $1.deal) }
    let signals = alerts.alerts(of: member).filter { alert in
      alert.isOpen && !alert.raised.history
        && viewers.contains { mayRead(alert.raised, raisedAt: alert.toldSince, $0, now) }
    }
    return MorningView(
      lessons: lessons, signals: signals.map(signal),
      reports: viewers.first { $0.member == member && $0.role == .manager }
        .flatMap { reports($0, now) },
      goal: goalBrief(slot, now: now), offers: offerBriefs(slot, now: now),
      moved: movedQuotas(slot, now: now))
  }

  private func lesson(_ deal: Deal) -> Lesson {
    let fold = deal.state
    return Lesson(
      deal: symbols.text(deal.id),
      account: fold.account.isNone ? nil : symbols.text(fold.account),
      reason: fold.reason.isNone ? nil : symbols.text(fold.reason),
      closed: fold.closed ?? .distantPast)
  }

  private func signal(_ alert: AlertState) -> Signal {
    let metric = symbols.text(alert.raised.metric)
    return Signal(
      alert: alert.raised.alert, level: alert.raised.level, metric: metric,
      name: roster.metric(alert.raised.metric)?.facts.name ?? metric, run: alert.raised.run,
      weeks: alert.raised.weeks, total: alert.raised.total, mean: alert.raised.mean)
  }

  private func reports(_ viewer: Viewer, _ now: Instant) -> ReportsBrief? {
    let view = teamView(viewer, now: now)
    guard !view.rows.isEmpty else { return nil }
    return ReportsBrief(
      people: view.rows.count, talks: view.openTalks,
      away: view.rows.compactMap { row in row.week.back.map { (row.name, $0) } })
  }
}
