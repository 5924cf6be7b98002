/// A week as it was last judged.
package struct JudgedWeek: Sendable, Equatable {
  package let label: WeekLabel
  /// Place in the calendar that was in force when it was judged.
  let ordinal: Int32
  let calendarRevision: Int
  let weekStarts: Weekday
  package let from: Instant
  package let to: Instant
  package let history: Bool
  package internal(set) var known: Bool
  package internal(set) var excused: Bool
  package internal(set) var lines: [JudgedLine]
  package internal(set) var revision = 0
  package let closedAt: Instant
  /// The record of its newest judgement.
  var seq: UInt64 = 0
  package internal(set) var revisedAt: Instant?
  /// Why it was last judged anew.
  package internal(set) var reason: String?

  /// The line of a metric; `hint` is where it usually is.
  func line(_ metric: Symbol, hint: Int) -> JudgedLine? {
    if hint < lines.count, lines[hint].metric == metric { return lines[hint] }
    return lines.first { $0.metric == metric }
  }
}

/// A judged week whose numbers moved after the judgement.
struct MovedWeek: Sendable, Equatable {
  var slot: Int
  var ordinal: Int32
  /// When it may be revised: at once, or some time after its last revision.
  var ready: Instant
}
