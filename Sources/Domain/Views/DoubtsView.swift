/// A kind of doubt, how often it arose and some records that show it.
package struct DoubtRow: Sendable, Equatable {
  package var kind: DoubtKind
  package var count: UInt64
  package var examples: [UInt64]
  /// For what only many records show: out of how many, how many were to be expected, and of what.
  package var of: UInt64?
  package var expected: Double?
  package var about: String?
}

extension Team {
  /// Every kind of doubt there is, by name; a doubt that later data resolved is gone.
  ///
  /// For a member, those about their own records and their deals alone.
  package func doubtsView(of member: Symbol? = nil) -> [DoubtRow] {
    // A name that nobody has is nobody's: no record is about the place before the first.
    let slot = member.map { roster.memberSlots[$0] ?? -1 }
    var rows = DoubtKind.allCases.compactMap { kind -> DoubtRow? in
      guard let count = doubts.counts[kind] else { return nil }
      let examples = doubts.examples[kind] ?? []
      guard slot != nil else { return DoubtRow(kind: kind, count: count, examples: examples) }
      let own = examples.filter { $0 < UInt64(ledger.rowCount) && isOwn(UInt32($0), slot) }
      return DoubtRow(kind: kind, count: UInt64(own.count), examples: own)
    }
    if slot == nil, !doubts.unknownZones.isEmpty {
      rows.append(
        DoubtRow(kind: .unknownZone, count: UInt64(doubts.unknownZones.count), examples: []))
    }
    rows += seriesDoubts(slot) + dealDoubts(slot) + meetingDoubts(slot)
    rows += [disputed(slot), doubled(slot)]
    return rows.filter { $0.count > 0 }.sorted { $0.kind.rawValue < $1.kind.rawValue }
  }

  /// What many records show together though each of them is in order, by kind.
  package func dataSigns(now: Instant) -> [DoubtRow] {
    DataSignCatalogue.all.compactMap { $0.look(at: self, now: now) }
      .sorted { $0.kind.rawValue < $1.kind.rawValue }
  }

  /// How many doubts there are in all.
  package var doubtCount: UInt64 { doubtsView().reduce(0) { $0 + $1.count } }

  /// Why the event just recorded has no effect, or less than it says; nil where there is no doubt.
  ///
  /// Asked of the newest record only, because it looks at what that one added.
  package func doubt(about seq: UInt64) -> DoubtKind? {
    if doubts.newestSeq == seq, let kind = doubts.newest { return kind }
    if let absence = absences.find(seq) { return absence.slot == 0 ? .unknownSubject : nil }
    if let outcome = outcomes.find(seq) {
      if outcome.slot == 0 { return .unknownSubject }
      return recordedOutcomes.contains(outcome.fact.outcome) ? nil : .unknownMetric
    }
    guard seq < UInt64(ledger.rowCount) else { return nil }
    let row = ledger[UInt32(seq)]
    guard row.series > 0 else { return nil }
    let series = ledger.series[Int(row.series)]
    if series.member == 0 { return .unknownSubject }
    if series.key.kind == .activity {
      if series.targets.isEmpty { return .unknownMetric }
      return doubles.pairs.last?.second == UInt32(seq) ? .suspectedDouble : nil
    }
    if series.key.kind.isMeeting {
      let meeting = meetings.meetings[meetings.detail(row.value).meeting]
      if cards.targetsOf[meeting.state.metric] == nil { return .unknownMetric }
      return meeting.state.doubts.first { $0.row == UInt32(seq) }?.kind
    }
    guard let deal = ledger.deal(of: UInt32(seq)) else { return nil }
    if book.deals[deal].state.opened == nil { return .unknownDeal }
    return book.deals[deal].state.doubt(of: UInt32(seq))
  }

  /// Events of types this version does not know.
  package var unknownTypeCount: UInt64 { doubts.unknownTypes }

  /// Captures taken in, with or without effect.
  package var captureCount: UInt64 { ledger.captures }

  private func seriesDoubts(_ slot: Int?) -> [DoubtRow] {
    var subject = DoubtRow(kind: .unknownSubject, count: 0, examples: [])
    var metric = DoubtRow(kind: .unknownMetric, count: 0, examples: [])
    for series in ledger.series
    where series.events > 0 && (slot == nil || series.member == slot) {
      if series.member == 0 {
        note(series, in: &subject)
      } else if series.key.kind == .activity, series.targets.isEmpty {
        note(series, in: &metric)
      }
    }
    for meeting in meetings.meetings {
      guard let held = meeting.state.held, cards.targetsOf[held.metric] == nil,
        slot == nil || held.member == slot
      else { continue }
      metric.count += 1
      if metric.examples.count < Doubts.mostExamples {
        metric.examples.append(UInt64(meeting.steps.last ?? 0))
      }
    }
    let known = recordedOutcomes
    for outcome in outcomes.all
    where !outcome.isTakenBack && (slot == nil || outcome.slot == slot) {
      if outcome.slot == 0 {
        note(outcome.seq, in: &subject)
      } else if !known.contains(outcome.fact.outcome) {
        note(outcome.seq, in: &metric)
      }
    }
    for absence in absences.all
    where absence.slot == 0 && !absence.isTakenBack && slot == nil {
      subject.count += 1
      if subject.examples.count < Doubts.mostExamples { subject.examples.append(absence.seq) }
    }
    return [subject, metric]
  }

  private func note(_ seq: UInt64, in row: inout DoubtRow) {
    row.count += 1
    if row.examples.count < Doubts.mostExamples { row.examples.append(seq) }
  }

  private func note(_ series: Series, in row: inout DoubtRow) {
    row.count += UInt64(series.events)
    if row.examples.count < Doubts.mostExamples { row.examples.append(UInt64(series.firstSeq)) }
  }

  /// Records that somebody disputes and that still count, each followed by its disputes.
  private func disputed(_ slot: Int?) -> DoubtRow {
    var row = DoubtRow(kind: .disputed, count: 0, examples: [])
    for (target, sides) in disputes.sides.sorted(by: { $0.key < $1.key })
    where !sides.isEmpty && recordedSource(UInt64(target)) != nil && isNear(target, slot) {
      row.count += 1
      if row.examples.count < Doubts.mostExamples {
        row.examples += [UInt64(target)] + sides.map(\.seq)
      }
    }
    return row
  }

  /// Whether a record is about a member, or on a deal that is or was theirs.
  private func isNear(_ row: UInt32, _ slot: Int?) -> Bool {
    guard let slot, !isOwn(row, slot) else { return true }
    if let absence = absences.find(UInt64(row)) { return absence.slot == slot }
    if let outcome = outcomes.find(UInt64(row)) { return outcome.slot == slot }
    return ledger.deal(of: row).map { book.deals[$0].state.parties.contains(slot) } ?? false
  }

  /// Activities that two sources seem to have recorded both, as pairs of records.
  private func doubled(_ slot: Int?) -> DoubtRow {
    // Both records of a pair are about the same member.
    let pairs = suspectedDoubles().filter { isOwn($0.first, slot) }
    let shown = pairs.prefix(Doubts.mostExamples / 2)
    return DoubtRow(
      kind: .suspectedDouble, count: UInt64(pairs.count),
      examples: shown.flatMap { [UInt64($0.first), UInt64($0.second)] })
  }

  private func meetingDoubts(_ slot: Int?) -> [DoubtRow] {
    var rows = DoubtRows([.meetingEndedTwice, .stepAfterMeeting])
    for meeting in meetings.meetings where !meeting.state.doubts.isEmpty {
      for doubt in meeting.state.doubts
      where slot == nil || meeting.state.owner == slot || isOwn(doubt.row, slot) {
        rows.add(doubt)
      }
    }
    return rows.all
  }

  private func dealDoubts(_ slot: Int?) -> [DoubtRow] {
    var rows = DoubtRows([
      .unknownDeal, .repeatedOpening, .repeatedClose, .stepAfterClose, .closeBeforeOpening,
      .reopenedOpen, .unknownCredit, .doubtfulNote, .currencyChanged, .timeInFuture,
    ])
    for deal in book.deals {
      if deal.state.opened == nil {
        // Any of its records may be the wrong one: the newest shows it.
        let row = max(deal.steps, deal.activities)
        if isOwn(row, slot) { rows.add(RowDoubt(kind: .unknownDeal, row: row)) }
      }
      guard !deal.state.doubts.isEmpty else { continue }
      let isParty = slot.map { deal.state.parties.contains($0) } ?? true
      for doubt in deal.state.doubts where isParty || isOwn(doubt.row, slot) { rows.add(doubt) }
    }
    return rows.all
  }

  /// Whether a record is about a member; for nil, which stands for the team, every record is.
  private func isOwn(_ row: UInt32, _ slot: Int?) -> Bool {
    guard let slot else { return true }
    let series = ledger[row].series
    return series != 0 && ledger.series[Int(series)].member == slot
  }
}

/// Doubts of some kinds with the records that contradict, counted one by one.
private struct DoubtRows {
  private(set) var all: [DoubtRow]
  private var placeOf: [DoubtKind: Int] = [:]

  init(_ kinds: [DoubtKind]) {
    all = kinds.map { DoubtRow(kind: $0, count: 0, examples: []) }
    for (place, kind) in kinds.enumerated() { placeOf[kind] = place }
  }

  mutating func add(_ doubt: RowDoubt) {
    guard let place = placeOf[doubt.kind] else { return }
    all[place].count += 1
    let row = UInt64(doubt.row)
    // A record that is doubtful twice is one to look at.
    if all[place].examples.count < Doubts.mostExamples, all[place].examples.last != row {
      all[place].examples.append(row)
    }
  }
}
