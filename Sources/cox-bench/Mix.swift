/// What the generated events are about: some people, 26 metrics, 104 weeks from Monday 2024-12-30 UTC.
struct Mix: Sendable {
  /// The team of all figures but those of plans.
  static let usual = Mix(people: 50)

  let people: Int
  /// Whether there is money to reach and a funnel that leads to it.
  var hasFunnel = false
  /// The day from which on everybody is a member.
  var joined = "2024-12-30"

  static let weeks = 104
  /// 2024-12-30T00:00:00Z, the Monday of ISO week 2025-W01.
  static let start = 1_735_516_800
  static let weekSeconds = 604_800
  static let source = "/bench"

  /// How a metric comes about.
  enum Kind: Equatable {
    case activity
    case opened
    case advanced
    case won
    case lost
  }

  /// In order of frequency: the k-th is drawn with weight 1/(k + 1).
  static let metrics: [(id: String, kind: Kind)] = [
    ("call", .activity), ("email", .activity), ("followup", .activity), ("note", .activity),
    ("voicemail", .activity), ("meeting", .activity), ("opened", .opened),
    ("research", .activity), ("social", .activity), ("proposed", .advanced),
    ("demo", .activity), ("sms", .activity), ("won", .won), ("quote", .activity),
    ("lost", .lost), ("visit", .activity), ("proposal", .activity), ("webinar", .activity),
    ("training", .activity), ("referral", .activity), ("onsite", .activity),
    ("contract", .activity), ("renewal", .activity), ("escalation", .activity),
    ("qualified", .activity), ("noshow", .activity),
  ]

  static func member(_ person: Int) -> String {
    let digits = String(person)
    return "rep-" + String(repeating: "0", count: 3 - digits.count) + digits
  }

  /// ISO label of a week: the years covered have 52 and 53 weeks, so two years need no calendar.
  static func label(week: Int) -> String {
    let number = week % 52 + 1
    return "\(2025 + week / 52)-W" + (number < 10 ? "0\(number)" : "\(number)")
  }

  /// What is done on the way to a proposal serves that, and all else the win.
  private static func serves(_ metric: String) -> String {
    ["call", "demo"].contains(metric) ? "proposed" : "won"
  }

  /// The playbook that gives every metric and person a name; everything is in UTC.
  var playbook: String {
    var lines = [
      "team: bench", "zone: UTC", "week-starts: monday",
      "working-days: [mon, tue, wed, thu, fri]", "close-after: 12h", "currency: EUR", "metrics:",
    ]
    for (id, kind) in Self.metrics {
      let rest =
        switch kind {
        case .activity: "kind: activity, unit: count, serves: \(Self.serves(id))"
        case .opened: "kind: outcome, unit: count, from: deal.opened"
        case .advanced: "kind: outcome, unit: count, from: deal.advanced, stage: proposal"
        case .won: "kind: outcome, unit: count, from: deal.won"
        case .lost: "kind: outcome, unit: count, from: deal.lost"
        }
      lines.append("  \(id): {name: \(id), \(rest)}")
    }
    if hasFunnel {
      lines += [
        "  revenue: {name: revenue, kind: outcome, unit: money, from: deal.won}", "funnels:",
        "  main: {from: opened, steps: [{to: proposed}, {to: won}]}",
      ]
    }
    lines.append("members:")
    for person in 0..<people {
      lines.append(
        "  \(Self.member(person)): {name: Rep \(person), role: rep, zone: UTC, "
          + "unix: [\"#\(61_000 + person)\"], joined: \(joined), quotas: {call: 20}}")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
