/// What a working day adds to a target, or why it adds nothing.
package struct AskedDay: Sendable, Equatable {
  package var day: LocalDay
  /// What of the weekly quota the day asks for: the quota of the day, its share where one is on a
  /// ramp, divided by the working days of the week.
  package var asks: Rational
  /// The share of the quota in percent; 100 off a ramp.
  package var percent: Int64
  package var off: DayOff?
}

/// The quota in force at a week's end and the record that says so.
package struct QuotaOrigin: Sendable, Equatable {
  package var quota: String
  package var weekly: Int64
  package var from: LocalDay?
  package var seq: UInt64?
  package var at: Instant?
  package var by: String?
}

/// One metric of a week with everything its numbers are made of.
package struct WhyRow: Sendable, Equatable {
  package var row: WeekRow
  package var events: [CountedEvent]
  package var days: [AskedDay]
  package var origin: QuotaOrigin?
  /// What the days left would bring at the quota's own pace; nil where no chance is told.
  package var meanLeft: Double?
}

/// Why the numbers of a week are what they are.
package struct WhyView: Sendable, Equatable {
  package var week: WeekView
  package var rows: [WhyRow]
  /// The record of the week's judgement; nil while it is not judged.
  package var judged: UInt64?
}

extension Team {
  /// The numbers of a member's week with what they are made of: of one metric, or of every one that
  /// something is asked for.
  package func whyView(
    _ member: Symbol, week: WeekLabel? = nil, metric: Symbol? = nil, now: Instant
  ) -> WhyView? {
    guard let view = weekView(member, week: week, now: now),
      let slot = roster.memberSlots[member]
    else { return nil }
    let ordinal = roster.weeks.ordinal(of: view.week.label)
    let frame = frame(slot, ordinal)
    var rows: [WhyRow] = []
    for (place, known) in roster.metrics.enumerated() where metric ?? known.id == known.id {
      guard let row = view.rows.first(where: { $0.metric == known.facts.metric }),
        metric != nil || row.target != nil
      else { continue }
      let mean = row.target.map {
        $0.double * Double(view.week.daysLeft) / Double(max(1, view.week.days))
      }
      rows.append(
        WhyRow(
          row: row, events: frame.isOther ? [] : countedEvents(slot, ordinal, place),
          days: row.target == nil ? [] : askedDays(slot, known.id, frame.days, view.week.off),
          origin: row.quota.flatMap { origin(slot, known.id, $0, view.week.last) },
          meanLeft: row.chance != nil && row.need > 0 ? mean : nil))
    }
    return WhyView(
      week: view, rows: rows, judged: judgements.week(slot, view.week.label)?.seq)
  }

  private func askedDays(
    _ slot: Int, _ metric: Symbol, _ days: WorkingDays, _ off: [DayOff]
  ) -> [AskedDay] {
    let member = roster.members[slot]
    let present = days.present.map { day in
      let percent = member.ramps.value(on: day)?.percent(on: day) ?? 100
      let quota = member.quota(metric, on: day) ?? 0
      return AskedDay(
        day: day, asks: Rational(quota * percent, Int64(days.count) * 100), percent: percent)
    }
    let others = off.map { AskedDay(day: $0.day, asks: .zero, percent: 100, off: $0) }
    return (present + others).sorted { $0.day < $1.day }
  }

  /// The quota that holds on a week's last day, and who said so when.
  private func origin(
    _ slot: Int, _ metric: Symbol, _ weekly: Int64, _ last: LocalDay
  ) -> QuotaOrigin? {
    let spans = roster.members[slot].quotas[metric] ?? []
    guard
      let span = spans.last(where: { ($0.from ?? last) <= last && $0.weekly == weekly })
    else { return nil }
    let said = roster.journal.last { entry in
      guard case .quotaProposed(let fact) = entry.event else { return false }
      return fact.quota == span.quota && fact.weekly == weekly
        && symbols.find(fact.member) == roster.members[slot].id
        && symbols.find(fact.metric) == metric
    }
    let agreed = symbols.find(span.quota).flatMap { quotas.find($0) }?.terms.last {
      $0.acceptedAt != nil && $0.weekly == weekly
    }
    if said == nil, let agreed {
      return QuotaOrigin(
        quota: span.quota, weekly: weekly, from: span.from, seq: agreed.acceptedSeq,
        at: agreed.acceptedAt, by: memberName(slot))
    }
    return QuotaOrigin(
      quota: span.quota, weekly: weekly, from: span.from, seq: said?.seq, at: said?.at,
      by: said.map { symbols.text($0.by) })
  }
}
