/// A plan and what belongs beside it.
package struct PlanReport: Sendable {
  package var view: PlanView
  package var alignment: Alignment
  package var foresight: Foresight?
  package var whatIf: [WhatIfLine]
  package var evidence: [PlanEvidence]
  /// What the plan asks without what is tried out; nil where nothing is, or it asks nothing.
  package var untried: WeeklyRange?
  /// Other goals of the same that run or are to come.
  package var others: [Symbol]
}

extension Team {
  /// The goal of a name; nil when there is none.
  package func goal(_ name: String) -> Goal? {
    symbols.find(name).flatMap { id in goals.all.first { $0.id == id } }
  }

  /// A member's plan with suggestions and foresight; for `none` the team's.
  ///
  /// Where somebody asks why, with the records behind it that they may see. Nil when there is no such
  /// member.
  package mutating func planReport(
    _ member: Symbol, goal: Goal?, whatIf: [WhatIf], why viewers: [Viewer]?, now: Instant
  ) -> PlanReport? {
    let book = rateBook(now: now)
    guard let slot = member.isNone ? 0 : roster.memberSlots[member], slot < cards.tracks.count
    else {
      return nil
    }
    let view = plan(slot, goal: goal, whatIf: whatIf, book, now: now)
    var lines: [WhatIfLine] = []
    if let goal = view.goal?.goal {
      lines =
        whatIf.isEmpty
        ? suggestions(slot, goal: goal, view, book, now: now)
        : [WhatIfLine(inputs: whatIf, range: view.main?.range)]
    }
    return PlanReport(
      view: view, alignment: alignment(slot, on: book.today),
      foresight: whatIf.isEmpty ? foresight(slot, view, now: now) : nil, whatIf: lines,
      evidence: viewers.map { planEvidence(slot, view, book, for: $0) } ?? [],
      untried: whatIf.isEmpty
        ? nil : plan(slot, goal: view.goal?.goal, book, now: now).main?.range,
      others: otherGoals(slot, than: view.goal?.goal.id, on: today(slot, now)))
  }

  /// What else a member, or the team for slot 0, wants to reach; a most has no plan.
  private func otherGoals(_ slot: Int, than goal: Symbol?, on day: LocalDay) -> [Symbol] {
    goals.of(slot).filter { other in
      other.id != goal && !other.isAtMost && day <= other.period.last
        && (other.ended.map { day < $0 } ?? true)
    }.sorted { ($0.period.last, symbols.text($0.id)) < ($1.period.last, symbols.text($1.id)) }
      .map(\.id)
  }

  /// The plans of everybody whose numbers a viewer may see, by name; who has no goal is told, too.
  package mutating func plans(_ viewer: Viewer, now: Instant) -> [PlanView] {
    let book = rateBook(now: now)
    return roster.members.indices.dropFirst().filter { slot in
      let member = roster.members[slot]
      return member.role != .integration && slot < cards.tracks.count
        && member.isPresent(on: book.today)
        && access(viewer, .readNumbers, subject(member.id)).isAllowed
    }.map { plan($0, book, now: now) }.sorted {
      ($0.member?.member ?? "") < ($1.member?.member ?? "")
    }
  }

  /// A member's coverage; for no member the team's, and nil for one whom nobody knows.
  ///
  /// All deals count, and those are named that one of the viewers may see.
  package mutating func coverageView(
    _ member: Symbol, goal: Goal?, for viewers: [Viewer], now: Instant
  ) -> CoverageView? {
    let book = rateBook(now: now)
    guard let slot = member.isNone ? 0 : roster.memberSlots[member], slot < cards.tracks.count
    else {
      return nil
    }
    var view = coverage(slot, goal: goal, book, now: now)
    func isHidden(_ name: String) -> Bool {
      let deal = symbols.find(name) ?? .none
      return !viewers.contains { mayRead(deal: deal, $0) }
    }
    view.rows.removeAll { isHidden($0.deal) }
    for place in view.missing.indices where isHidden(view.missing[place].deal) {
      view.missing[place].deal = ""
    }
    return view
  }

  /// What good looks like at each activity, or at one.
  package mutating func goodView(_ viewer: Viewer, metric: Symbol?, now: Instant) -> [GoodRow] {
    let book = rateBook(now: now)
    return goodView(viewer, metric: metric, book)
  }
}
