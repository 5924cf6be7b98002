/// One thing the demonstration does, in time order.
package enum DemoStep: Equatable, Sendable {
  /// The test clock moves to this RFC 3339 instant.
  case advance(to: String)
  /// A producer sends this event line (no newline).
  case event(String)
  /// An operator applies this playbook.
  case playbook(String)
  /// A member says something with `cox`, by these arguments.
  case said([String])
}

/// A simulated team over a season: the same seed and length give the same bytes everywhere.
package struct Demo: Sendable {
  /// The playbook to apply at `start`, YAML.
  package let playbook: String
  /// RFC 3339; where the test clock begins.
  package let start: String
  package let steps: [DemoStep]
  /// A won deal worth tracing; `nil` when a short season won none.
  package let traceDeal: String?
  /// Whose it is.
  package let traceMember: String

  package static let yearWeeks = 52

  /// `weeks` full weeks (at least 1), then Monday to Wednesday of an open one.
  package init(seed: UInt64, weeks: Int = Demo.yearWeeks) {
    let season = Season(weeks: max(1, weeks))
    var writer = SeasonWriter(season: season, numbers: SeededNumbers(seed: seed))
    for rep in Cast.reps { writer.write(rep) }
    writer.writeCorrections()
    playbook = DemoPlaybook.text(season: season)
    start = season.start.text
    steps = Self.steps(writer.deliveries, season: season)
    let traced = Self.richestWonDeal(writer)
    traceDeal = traced?.id
    traceMember = traced?.owner(at: Season.end) ?? "marc"
  }

  /// The events alone, one line each with a newline.
  package var feed: [String] {
    steps.compactMap { if case .event(let line) = $0 { line + "\n" } else { nil } }
  }

  /// Three clock advances a working day, each followed by what has arrived by then.
  private static func steps(_ deliveries: [Delivery], season: Season) -> [DemoStep] {
    var steps: [DemoStep] = []
    let ordered = deliveries.enumerated().sorted {
      ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
    }
    var next = 0
    var sayings = Agreements.all(season)[...]
    var change = season.reorganised.map {
      (at: $0, text: DemoPlaybook.text(season: season, isSecond: true))
    }
    for week in 0...season.weeks {
      for day in 0..<season.days(inWeek: week) {
        for minutes in [10 * 60, 13 * 60, 16 * 60 + 2] {
          let now = season.day(week: week, day: day).adding(minutes: minutes)
          steps.append(.advance(to: now.text))
          if let due = change, due.at <= now {
            steps.append(.playbook(due.text))
            change = nil
          }
          while next < ordered.count, ordered[next].element.at <= now {
            steps.append(.event(ordered[next].element.line))
            next += 1
          }
          while let saying = sayings.first, saying.at <= now {
            steps.append(.said(saying.arguments))
            sayings.removeFirst()
          }
        }
      }
    }
    return steps
  }

  /// Lines of a deal that a screen of 24 has room for, beside what stands above and below them.
  package static let tracedLines = 15

  /// The won deal to trace: one that was handed over if it was won, for it shows most, and one that
  /// fits on a screen; of these the one with the most to show.
  private static func richestWonDeal(_ writer: SeasonWriter) -> DealPlan? {
    let won = writer.deals.filter { $0.isWon && $0.steps.allSatisfy { $0.time <= Season.end } }
    let handed = won.filter { deal in
      deal.handedOver.map { over in deal.steps.last.map { over.at < $0.time } ?? false } ?? false
    }
    let counted = (handed.isEmpty ? won : handed).map { ($0, writer.lineCount(of: $0)) }
    let fitting = counted.filter { $0.1 <= tracedLines }
    return (fitting.isEmpty ? counted : fitting)
      .max { ($0.1, $1.0.id) < ($1.1, $0.0.id) }?.0
  }
}
