/// `team.defined`: what the team agreed on beside its weeks, metrics and members.
package struct TeamDefined: Equatable, Sendable {
  /// True peers, by name.
  package var segments: [Segment]
  /// Ramps that members may be on; a member's own is in the member's facts.
  package var ramps: [Ramp]
  /// How many activities with a quota a member has before it is too many.
  package var criticalMetrics: Int
  /// Seconds for which a member has an alert for themself before the manager sees it.
  package var managerSeesAfterSeconds: Int64
  /// How often a manager and a member talk; nil where nothing is agreed.
  package var oneToOneEvery: Period?
  package var retention: [Retention]

  package init(
    segments: [Segment] = [], ramps: [Ramp] = [], criticalMetrics: Int = 5,
    managerSeesAfterSeconds: Int64 = managerGraceSeconds, oneToOneEvery: Period? = nil,
    retention: [Retention] = []
  ) {
    self.segments = segments.sorted { $0.segment < $1.segment }
    self.ramps = ramps.sorted { $0.name < $1.name }
    self.criticalMetrics = criticalMetrics
    self.managerSeesAfterSeconds = managerSeesAfterSeconds
    self.oneToOneEvery = oneToOneEvery
    self.retention = retention.sorted { $0.of < $1.of }
  }
}

/// People whose numbers may be compared.
package struct Segment: Hashable, Sendable {
  package var segment: String
  package var name: String

  package init(segment: String, name: String) {
    self.segment = segment
    self.name = name
  }
}

/// How long one kind of data is kept.
package struct Retention: Hashable, Sendable {
  /// What it is about, such as `notes`; kinds of newer versions are kept as they are.
  package var of: String
  package var keep: Period

  package init(of: String, keep: Period) {
    self.of = of
    self.keep = keep
  }

  /// What this version knows: free text, looks at numbers, and the personal data of who left.
  package static let kinds = ["notes", "looks", "departed"]
}

/// A length of time in a calendar's units: `14 days`, `36 months`.
package struct Period: Hashable, Sendable, CustomStringConvertible {
  package enum Unit: String, CaseIterable, Sendable { case day, week, month, year }

  package var count: Int
  package var unit: Unit

  package init(_ count: Int, _ unit: Unit) {
    self.count = count
    self.unit = unit
  }

  /// Reads `1 week` or `36 months`: a whole number from 1 to 1200, and a unit.
  package init?(_ text: String) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 2, let count = Int(words[0]), (1...1200).contains(count),
      words[0].utf8.allSatisfy({ 48...57 ~= $0 }),
      let unit = Unit.allCases.first(where: {
        $0.rawValue == words[1] || $0.rawValue + "s" == words[1]
      })
    else { return nil }
    self.init(count, unit)
  }

  package var description: String { "\(count) \(unit.rawValue)\(count == 1 ? "" : "s")" }
}
