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
  package func doubtsView() -> [DoubtRow] {
    var rows = DoubtKind.allCases.compactMap { kind -> DoubtRow? in
      guard let count = doubts.counts[kind] else { return nil }
      return DoubtRow(kind: kind, count: count, examples: doubts.examples[kind] ?? [])
    }
    if !doubts.unknownZones.isEmpty {
      rows.append(
        DoubtRow(kind: .unknownZone, count: UInt64(doubts.unknownZones.count), examples: []))
    }
    rows += seriesDoubts() + dealDoubts() + meetingDoubts() + [disputed(), doubled()]
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
      return cards.targetsOf[meeting.state.metric] == nil ? .unknownMetric : nil
    }
    guard let deal = ledger.deal(of: UInt32(seq)) else { return nil }
    return book.deals[deal].state.opened == nil ? .unknownDeal : nil
  }

  /// Events of types this version does not know.
  package var unknownTypeCount: UInt64 { doubts.unknownTypes }

  /// Captures taken in, with or without effect.
  package var captureCount: UInt64 { ledger.captures }

  private func seriesDoubts() -> [DoubtRow] {
    var subject = DoubtRow(kind: .unknownSubject, count: 0, examples: [])
    var metric = DoubtRow(kind: .unknownMetric, count: 0, examples: [])
    for series in ledger.series where series.events > 0 {
      if series.member == 0 {
        note(series, in: &subject)
      } else if series.key.kind == .activity, series.targets.isEmpty {
        note(series, in: &metric)
      }
    }
    for meeting in meetings.meetings {
      guard let held = meeting.state.held, cards.targetsOf[held.metric] == nil else { continue }
      note(1, meeting, in: &metric)
    }
    for absence in absences.all where absence.slot == 0 && !absence.isTakenBack {
      subject.count += 1
      if subject.examples.count < Doubts.mostExamples { subject.examples.append(absence.seq) }
    }
    return [subject, metric]
  }

  private func note(_ series: Series, in row: inout DoubtRow) {
    row.count += UInt64(series.events)
    if row.examples.count < Doubts.mostExamples { row.examples.append(UInt64(series.firstSeq)) }
  }

  /// Records that somebody disputes and that still count, each followed by its disputes.
  private func disputed() -> DoubtRow {
    var row = DoubtRow(kind: .disputed, count: 0, examples: [])
    for (target, sides) in disputes.sides.sorted(by: { $0.key < $1.key })
    where !sides.isEmpty && recordedSource(UInt64(target)) != nil {
      row.count += 1
      if row.examples.count < Doubts.mostExamples {
        row.examples += [UInt64(target)] + sides.map(\.seq)
      }
    }
    return row
  }

  /// Activities that two sources seem to have recorded both, as pairs of records.
  private func doubled() -> DoubtRow {
    let pairs = suspectedDoubles()
    let shown = pairs.prefix(Doubts.mostExamples / 2)
    return DoubtRow(
      kind: .suspectedDouble, count: UInt64(pairs.count),
      examples: shown.flatMap { [UInt64($0.first), UInt64($0.second)] })
  }

  private func meetingDoubts() -> [DoubtRow] {
    var ended = DoubtRow(kind: .meetingEndedTwice, count: 0, examples: [])
    var after = DoubtRow(kind: .stepAfterMeeting, count: 0, examples: [])
    for meeting in meetings.meetings {
      note(meeting.state.repeatedEnd, meeting, in: &ended)
      note(meeting.state.stepAfterHeld, meeting, in: &after)
    }
    return [ended, after]
  }

  private func note(_ count: UInt16, _ meeting: Meeting, in row: inout DoubtRow) {
    guard count > 0 else { return }
    row.count += UInt64(count)
    if row.examples.count < Doubts.mostExamples {
      row.examples.append(UInt64(meeting.steps.last ?? 0))
    }
  }

  private func dealDoubts() -> [DoubtRow] {
    var rows = [
      DoubtKind.unknownDeal, .repeatedOpening, .repeatedClose, .stepAfterClose, .closeBeforeOpening,
      .reopenedOpen, .unknownCredit, .doubtfulNote,
    ].map { DoubtRow(kind: $0, count: 0, examples: []) }
    for deal in book.deals where deal.state.isDoubtful {
      let fold = deal.state
      let counts = [
        fold.opened == nil ? 1 : 0, fold.repeatedOpening, fold.repeatedClose, fold.stepAfterClose,
        fold.closeBeforeOpening, fold.reopenedOpen,
        fold.unknownCredit, fold.doubtfulNote,
      ]
      for (place, count) in counts.enumerated() where count > 0 {
        rows[place].count += UInt64(count)
        if rows[place].examples.count < Doubts.mostExamples {
          rows[place].examples.append(UInt64(max(deal.steps, deal.activities)))
        }
      }
    }
    return rows
  }
}
