extension Team {
  /// Brings everything derived from events up to date with the facts; called by itself before use.
  package mutating func settle() {
    stale = false
    roster.members[0].zones = [ZoneSpan(zone: zones(roster.calendar.zone) ?? .utc)]
    let wanted = layout()
    let rebuild = !wanted.extends(cards.layout)
    cards.layout = wanted
    if rebuild { buildAgain() } else { addTracks() }
    resolveAbsences()
    for slot in roster.members.indices.dropFirst() {
      lookAgain(slot)
      // A first or last day that moved may make weeks of the past theirs after all.
      if !cards.tracks[slot].sources.isEmpty {
        cards.tracks[slot].historyPending = true
        cards.tracks[slot].historyFrom = .min
      }
      refreshDue(slot)
    }
  }

  private func layout() -> CellLayout {
    CellLayout(
      weekStarts: roster.calendar.weekStarts,
      metrics: roster.metrics.map { metric in
        MetricLayout(
          id: metric.id, measure: metric.facts.measure, of: metric.of, stage: metric.stage,
          currency: metric.currency)
      },
      zones: roster.members.map(\.zones),
      memberOfSeries: ledger.series.map { member(of: $0.key) },
      credited: book.credited.map { slot($0) }, nodes: funnelActivities(),
      recordedFor: outcomes.all.map { slot(of: $0) })
  }

  private mutating func resolveAbsences() {
    // A copy, because the roster is read while they are changed.
    var known = absences
    known.resolve { slot(of: $0) }
    absences = known
  }

  private mutating func addTracks() {
    while cards.tracks.count < roster.members.count {
      // Nobody has no past to wait for.
      cards.tracks.append(cards.tracks.isEmpty ? Track(liveStart: 0) : Track())
    }
  }

  /// Builds cells, weeks and liveness from the rows: facts moved what they mean.
  private mutating func buildAgain() {
    compileTargets()
    milestones.begin(stages: cards.watchedStages.count, activities: cards.layout.nodes)
    cards.tracks = []
    cards.cells = []
    cards.stride = max(1, roster.metrics.count)
    addTracks()
    // Counting anew is no news: what waits for a quiet minute goes on waiting for the same one.
    let quiet = sources.all.map(\.lastOlder)
    for source in sources.all.indices { sources.all[source].forgetWeeks() }
    for number in ledger.series.indices.dropFirst() {
      let slot = cards.layout.memberOfSeries[number]
      ledger.series[number].member = slot
      ledger.series[number].targets = targets(of: ledger.series[number].key, slot)
      ledger.series[number].week = .min
      ledger.series[number].node = node(of: ledger.series[number].key)
      attach(UInt32(number))
    }
    for row in 0..<UInt32(ledger.rowCount) where ledger[row].series != 0 {
      let here = ledger[row]
      if ledger.series[Int(here.series)].key.kind == .activity {
        count(row, 1, lastAt)
      } else {
        _ = page(here.series, here.second, lastAt)
      }
    }
    for deal in book.deals.indices {
      var outcomes: [Outcome] = []
      book.deals[deal].state = DealFold(foldSteps(deal), watched: cards.watchedStages) {
        outcomes.append($0)
      }
      markAgain(deal, outcomes)
      for outcome in outcomes { count(outcome, 1, lastAt) }
    }
    for meeting in meetings.meetings.indices {
      let fold = folded(meeting)
      meetings.meetings[meeting].state = fold
      if let held = fold.held { count(held, 1, lastAt) }
    }
    for deal in book.deals.indices { markActivities(deal) }
    outcomes.resolve(cards.layout.recordedFor)
    for outcome in outcomes.all where !outcome.isTakenBack { count(outcome.counted, 1, lastAt) }
    findDoubles()
    for source in sources.all.indices { sources.all[source].lastOlder = quiet[source] }
    judgements.moved = []
    for slot in roster.members.indices.dropFirst() {
      for week in judgements.all(slot) where week.weekStarts == roster.calendar.weekStarts {
        setJudgement(.judged, slot, week.ordinal)
      }
    }
  }

  /// Groups what metrics read by what happens, so that counting an event looks nothing up.
  private mutating func compileTargets() {
    cards.targets = []
    cards.targetsOf = [:]
    cards.dealTargets = Array(repeating: [], count: Occurrence.allCases.count)
    cards.watchedStages = []
    var ofActivity: [Symbol: [CellTarget]] = [:]
    for (slot, metric) in roster.metrics.enumerated() {
      guard let measure = MeasureCatalogue.find(metric.facts.measure) else { continue }
      let target = CellTarget(
        metric: Int32(slot), value: measure.value,
        stage: measure.occurrence == .recorded ? metric.of : metric.stage,
        currency: metric.currency)
      if measure.occurrence == .activity {
        ofActivity[metric.of, default: []].append(target)
      } else {
        cards.dealTargets[measure.occurrence.rawValue].append(target)
      }
      if measure.occurrence == .stageReached, !cards.watchedStages.contains(metric.stage) {
        cards.watchedStages.append(metric.stage)
      }
    }
    for (activity, targets) in ofActivity.sorted(by: { $0.key < $1.key }) {
      let start = Int32(cards.targets.count)
      cards.targets.append(contentsOf: targets)
      cards.targetsOf[activity] = start..<Int32(cards.targets.count)
    }
  }

  /// Facts about a member may change what was asked in weeks already judged.
  mutating func lookAgain(_ slot: Int) {
    guard slot > 0 else { return }
    for week in judgements.all(slot) where week.weekStarts == roster.calendar.weekStarts {
      guard cards.tracks[slot].cell(week.ordinal)?.judgement == .judged,
        differs(slot, week)
      else { continue }
      moved(slot, Int(week.ordinal - cards.tracks[slot].base), lastAt)
    }
  }
}
