/// A plan and what belongs beside it.
package struct PlanReport: Sendable {
  package var view: PlanView
  package var alignment: Alignment
  package var foresight: Foresight?
  package var whatIf: [WhatIfLine]
  package var evidence: [PlanEvidence]
}

extension Team {
  /// The goal of a name; nil when there is none.
  package func goal(_ name: String) -> Goal? {
    symbols.find(name).flatMap { id in goals.all.first { $0.id == id } }
  }

  /// A member's plan with suggestions, foresight and, where asked for, its records; for `none` the team's.
  ///
  /// Nil when there is no such member.
  package mutating func planReport(
    _ member: Symbol, goal: Goal?, whatIf: [WhatIf], why: Bool, now: Instant
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
      evidence: why ? planEvidence(slot, view, book) : [])
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
  package mutating func coverageView(
    _ member: Symbol, goal: Goal?, now: Instant
  ) -> CoverageView? {
    let book = rateBook(now: now)
    guard let slot = member.isNone ? 0 : roster.memberSlots[member], slot < cards.tracks.count
    else {
      return nil
    }
    return coverage(slot, goal: goal, book, now: now)
  }

  /// What good looks like at each activity, or at one.
  package mutating func goodView(_ viewer: Viewer, metric: Symbol?, now: Instant) -> [GoodRow] {
    let book = rateBook(now: now)
    return goodView(viewer, metric: metric, book)
  }
}
