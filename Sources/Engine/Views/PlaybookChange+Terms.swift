import Domain

extension PlaybookChange {
  func calendar(_ fact: CalendarDefined) -> String {
    guard let was = before.calendar else {
      return "weeks start on \(fact.weekStarts), \(fact.workingDays.count) working days, "
        + "closed \(hours(fact.closeAfterSeconds)) after their end"
        + (fact.holidays.isEmpty ? "" : ", \(fact.holidays.count) holidays")
        + (fact.calendars.isEmpty ? "" : ", \(fact.calendars.count) calendars of some members")
    }
    var parts = [
      changes([
        ("weeks start on", was.weekStarts.name, fact.weekStarts.name),
        ("working days", days(was.workingDays), days(fact.workingDays)),
        ("closed after", hours(was.closeAfterSeconds), hours(fact.closeAfterSeconds)),
        ("zone", was.zone, fact.zone),
        (
          "fiscal year from", was.fiscalYearStarts.description, fact.fiscalYearStarts.description
        ),
      ]),
      difference("holiday", was.holidays.map(text), fact.holidays.map(text)),
    ]
    let names = Set(was.calendars.map(\.name) + fact.calendars.map(\.name)).sorted()
    for name in names {
      let (old, new) = (was.own(name), fact.own(name))
      guard old != new else { continue }
      let change = difference(
        "holiday", old?.holidays.map(text) ?? [], new?.holidays.map(text) ?? [])
      let working = changes([
        ("working days", old?.workingDays.map(days), new?.workingDays.map(days))
      ])
      let verb = old == nil ? " new" : new == nil ? " gone" : ""
      parts.append(
        "calendar \(name)\(verb)"
          + [change, working].filter { !$0.isEmpty }.map { ", \($0)" }.joined())
    }
    return parts.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  func terms(_ fact: TeamDefined) -> String {
    let was = before.terms
    let parts = [
      difference("segment", was.segments.map(\.segment), fact.segments.map(\.segment)),
      changes(
        fact.segments.map { now in
          (
            now.segment, was.segments.first { $0.segment == now.segment }?.name ?? now.name,
            now.name
          )
        }),
      difference("ramp", was.ramps.map(text), fact.ramps.map(text)),
      changes([
        ("critical metrics", "\(was.criticalMetrics)", "\(fact.criticalMetrics)"),
        (
          "manager sees alerts after", hours(Int(was.managerSeesAfterSeconds)),
          hours(Int(fact.managerSeesAfterSeconds))
        ),
        ("one-to-one every", was.oneToOneEvery?.description, fact.oneToOneEvery?.description),
      ]),
      difference("retention", was.retention.map(text), fact.retention.map(text)),
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  func rates(_ fact: RatesDefined) -> String {
    let change = difference("rate", Self.texts(before.rates), Self.texts(fact))
    return change.isEmpty ? "exchange rates" : "exchange \(change)"
  }

  /// `USD 0.92 EUR from 2026-01-01`, one by one.
  private static func texts(_ rates: RatesDefined) -> [String] {
    rates.tables.flatMap { table in
      table.rates.map { rate in
        "\(rate.currency) \(rate.rate.decimalText ?? "?") \(table.base) from \(table.from)"
      }
    }
  }

  func funnel(_ fact: FunnelDefined) -> String {
    let path = ([fact.from] + fact.steps.map(\.to)).joined(separator: " → ")
    let isKnown = before.funnels.contains { $0.funnel == fact.funnel }
    return "funnel \(fact.funnel)\(isKnown ? " changes" : ""): \(path)"
  }

  /// `holiday + 12-25 Christmas Day, − 05-01 May Day`.
  private func difference(_ what: String, _ was: [String], _ now: [String]) -> String {
    let parts =
      now.filter { !was.contains($0) }.map { "+ \($0)" }
      + was.filter { !now.contains($0) }.map { "− \($0)" }
    return parts.isEmpty ? "" : "\(what) " + parts.joined(separator: ", ")
  }

  private func text(_ holiday: Holiday) -> String { "\(holiday.day) \(holiday.name)" }

  private func text(_ retention: Retention) -> String { "\(retention.of) \(retention.keep)" }

  private func text(_ ramp: Ramp) -> String {
    "\(ramp.name) ("
      + ramp.steps.map { "\($0.percent)% for \($0.weeks) weeks" }.joined(separator: ", ") + ")"
  }

  private func days(_ days: [Weekday]) -> String {
    days.map { String($0.name.prefix(3)) }.joined(separator: " ")
  }

  private func hours(_ seconds: Int) -> String {
    seconds % 3600 == 0 ? "\(seconds / 3600) h" : "\(seconds / 60) min"
  }
}
