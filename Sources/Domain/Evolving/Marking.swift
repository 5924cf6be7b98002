extension Team {
  /// The activities that some funnel has as a point, by what events call them.
  func funnelActivities() -> [Symbol] {
    var found: [Symbol] = []
    for funnel in roster.funnels {
      for name in [funnel.from] + funnel.steps.map(\.to) {
        guard let metric = symbols.find(name).flatMap({ roster.metric($0) }),
          MeasureCatalogue.find(metric.facts.measure)?.occurrence == .activity,
          !found.contains(metric.of)
        else { continue }
        found.append(metric.of)
      }
    }
    return found
  }

  /// Marks where a deal stands by its fold.
  mutating func mark(_ deal: Int) {
    let fold = book.deals[deal].state
    var opened = Milestone()
    if let time = fold.opened {
      let owner = fold.formerOwners.first ?? fold.owner
      opened = Milestone(UInt32(clamping: time.seconds), owner: owner, actor: owner)
    }
    var closed = Milestone()
    if let time = fold.closed {
      closed = Milestone(
        UInt32(clamping: time.seconds), owner: fold.closer,
        actor: fold.state == .won && fold.winner > 0 ? fold.winner : fold.closer)
    }
    milestones.set(deal, Milestones.opened, opened)
    milestones.set(deal, Milestones.closed, closed)
    milestones.set(deal, fold.state)
  }

  /// Marks the stages that a deal's steps reached.
  mutating func mark(_ deal: Int, stages outcomes: [Outcome]) {
    for outcome in outcomes where outcome.occurrence == .stageReached {
      guard let bit = cards.watchedStages.firstIndex(of: outcome.stage) else { continue }
      milestones.set(
        deal, Milestones.firstStage + bit,
        Milestone(outcome.second, owner: outcome.owner, actor: outcome.member))
    }
  }

  /// Marks a deal whose steps were folded again.
  mutating func markAgain(_ deal: Int, _ outcomes: [Outcome]) {
    for place in Milestones.firstStage..<Milestones.firstStage + milestones.stages {
      milestones.set(deal, place, Milestone())
    }
    mark(deal)
    mark(deal, stages: outcomes)
  }

  /// Marks a deal's first activity of a kind, where this one is earlier.
  @inline(never)
  mutating func mark(_ deal: Int, activity node: Int, _ second: UInt32, _ member: Int) {
    let place = milestones.place(ofActivity: node)
    let known = milestones[deal, place].second
    guard member > 0, known == 0 || second < known else { return }
    milestones.set(deal, place, Milestone(second, owner: member, actor: member))
  }

  /// Looks for a deal's first activities again: one of them was corrected.
  mutating func markActivities(_ deal: Int) {
    guard !milestones.activities.isEmpty else { return }
    for node in milestones.activities.indices {
      milestones.set(deal, milestones.place(ofActivity: node), Milestone())
    }
    for row in ledger.chain(from: book.deals[deal].activities) {
      guard let done = activityDone(row), let node = milestones.activities.firstIndex(of: done.name)
      else { continue }
      mark(deal, activity: node, done.second, done.member)
    }
  }

  /// The activity that a row stands for: its own, or that of the meeting that was held.
  func activityDone(_ row: UInt32) -> (name: Symbol, second: UInt32, member: Int)? {
    let here = ledger[row]
    let series = ledger.series[Int(here.series)]
    if series.key.kind == .activity { return (series.key.name, here.second, series.member) }
    guard series.key.kind.isMeeting else { return nil }
    let held = meetings.meetings[meetings.detail(here.value).meeting].state.held
    return held.map { ($0.metric, $0.second, $0.member) }
  }

  /// The place of an activity among those that funnels have as a point; -1 where none does.
  func node(of key: SeriesKey) -> Int8 {
    guard key.kind == .activity,
      let place = milestones.activities.firstIndex(of: key.name), place < Int(Int8.max)
    else { return -1 }
    return Int8(place)
  }
}
