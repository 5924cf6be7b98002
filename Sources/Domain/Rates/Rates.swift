extension Team {
  /// Whether a member works a step, by the role and segment they have on a day.
  func works(_ slot: Int, _ step: FunnelStep, on day: LocalDay) -> Bool {
    let member = roster.members[slot]
    guard step.roles.contains(member.role) else { return false }
    if step.segments.isEmpty { return true }
    return member.segment(on: day).map(step.segments.contains) ?? false
  }

  /// A member's rate at a step, drawn towards their peers' (MATHS M0, M2).
  ///
  /// Nil where nothing is known and nothing assumed. For slot 0, or a member who does not work the
  /// step, it is the team's.
  func rate(_ slot: Int, _ funnel: RateBook.Funnel, step place: Int, _ book: RateBook) -> RateLine?
  {
    let step = funnel.facts.steps[place]
    let tally = funnel.steps[place]
    guard slot > 0, works(slot, step, on: book.today) else {
      return pooledRate(funnel, step: place, book)
    }
    let own = tally.matured(slot)
    let group = funnel.groups[place][peerKey(slot, book.today)]
    // Who left the team is nobody's peer any more, and compares with who stayed.
    let isPeer = roster.members[slot].isPresent(on: book.today)
    let mine = isPeer ? own : Trials(0, of: 0)
    // A handful of somebody else's trials says less than what the playbook assumes.
    let isTold =
      step.assumedRateBasisPoints == nil
      || Evidence(trials: (group?.sum.trials ?? 0) - mine.trials) != .thin
    let told = isTold ? group?.prior(without: mine).map { (prior: $0, of: PriorOwner.peers) } : nil
    guard let (prior, of) = told ?? step.stated(own) else { return nil }
    let phi =
      Dispersion.own(weeks(slot, tally, before: book.week)) ?? group?.phi ?? 1
    let peers = (group?.known.count ?? 0) - (isPeer && own.trials > 0 ? 1 : 0)
    let isAssumed = told == nil && step.isAssumed(own)
    return RateLine(
      from: funnel.points[place].metric, to: funnel.points[place + 1].metric,
      posterior: Conversion.posterior(own, prior, phi: phi), trials: own, phi: phi,
      of: isAssumed ? .assumed : own.trials > 0 ? .own : .team, peers: peers, prior: prior,
      priorOf: of, maturedAfter: Int(tally.maturedAfter))
  }

  /// All trials of those who work a step: sums, never means of rates (C45).
  private func pooledRate(
    _ funnel: RateBook.Funnel, step place: Int, _ book: RateBook
  ) -> RateLine? {
    let step = funnel.facts.steps[place]
    let tally = funnel.steps[place]
    let workers = roster.members.indices.dropFirst().filter { works($0, step, on: book.today) }
    let sum = workers.reduce(Trials(0, of: 0)) { $0 + tally.matured($1) }
    // A sum of trials that is more than a handful needs nothing assumed.
    let isKnown = Evidence(trials: sum.trials) != .thin
    guard let (prior, of) = isKnown ? FunnelStep.even : step.stated(sum) else { return nil }
    let phi = Dispersion.pooled(workers.map { weeks($0, tally, before: book.week) })
    return RateLine(
      from: funnel.points[place].metric, to: funnel.points[place + 1].metric,
      posterior: Conversion.posterior(sum, prior, phi: phi), trials: sum, phi: phi,
      of: step.isAssumed(sum) ? .assumed : .team,
      peers: workers.count { tally.matured($0).trials > 0 }, prior: prior,
      priorOf: of, maturedAfter: Int(tally.maturedAfter))
  }
}

extension Team {
  /// A member's successes in the complete weeks that somebody told of and in which they were there: a
  /// silent source and days away say nothing of how they scatter (MATHS M0).
  func weeks(_ slot: Int, _ tally: StepTally, before week: LocalDay) -> [Int64] {
    guard slot < cards.tracks.count else { return [] }
    return tally.weeks(slot, week: week.days) { first in
      let day = LocalDay(days: first)
      let days = day...day.adding(days: 6)
      return isKnown(slot, roster.weeks.ordinal(of: day))
        && (absences.of(slot, in: days).isEmpty
          || workingDaysLeft(slot, from: days.lowerBound, through: days.upperBound) > 0)
    }
  }
}

extension FunnelStep {
  fileprivate static let even = (
    prior: Conversion.Prior(mean: 0.5, strength: 1), of: PriorOwner.even
  )

  /// Where no peer says anything: what the playbook assumes, else half a success among one trial
  /// (Jeffreys), and nothing for who has no trial either.
  fileprivate func stated(_ own: Trials) -> (prior: Conversion.Prior, of: PriorOwner)? {
    if let assumedRateBasisPoints {
      let prior = Conversion.Prior(
        mean: Double(assumedRateBasisPoints) / 10_000, strength: Conversion.strengths.lowerBound)
      return (prior, .assumed)
    }
    return own.trials > 0 ? Self.even : nil
  }

  /// Whether a rate without peers is an assumption more than evidence.
  fileprivate func isAssumed(_ own: Trials) -> Bool {
    assumedRateBasisPoints != nil && Evidence(trials: own.trials) == .thin
  }
}
