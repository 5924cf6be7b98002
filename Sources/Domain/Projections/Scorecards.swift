/// A metric that an occurrence adds to, and what it adds.
struct CellTarget: Sendable, Equatable {
  var metric: Int32
  var value: ReadValue
  /// For stage metrics, the stage; for outcomes beside deals, which of them.
  var stage = Symbol.none
  /// For money metrics, the currency summed; `none` sums any.
  var currency = Symbol.none
}

/// What every member did in every week: flat cells by member, week and metric.
package struct Scorecards: Projection {
  /// By member slot.
  var tracks: ContiguousArray<Track> = []
  /// Pages of `stride` numbers, one page a member and week with data.
  var cells: ContiguousArray<Int64> = []
  var stride = 1
  /// What activities add to, grouped by activity; series point into it.
  var targets: ContiguousArray<CellTarget> = []
  var targetsOf: [Symbol: Range<Int32>] = [:]
  /// What deals add to, by occurrence.
  var dealTargets: [[CellTarget]] = Array(repeating: [], count: Occurrence.allCases.count)
  /// Stages some metric counts; a deal remembers which of them it reached by place in here.
  var watchedStages: [Symbol] = []
  /// What the cells were built from; when it changes they are built again.
  var layout = CellLayout()

  package init() {}

  package static func apply(_ event: Event, _ stamp: Stamp, to team: inout Team) {
    // Captures fill the cells through Ledger and DealBook; facts that move cells make the team stale.
  }

  /// What readers of JSON keep exactly; beyond it a cell shows this much.
  static let largest: Int64 = 1 << 53 - 1

  /// The number in a cell; 0 where nothing happened.
  func value(_ slot: Int, _ ordinal: Int32, _ metric: Int) -> Int64 {
    guard let cell = tracks[slot].cell(ordinal), cell.page >= 0, metric < stride else { return 0 }
    return held(cells[Int(cell.page) + metric])
  }

  /// Adds a member's numbers of some weeks to `sums`, which has a place for each of `metrics`.
  func add(
    _ slot: Int, _ weeks: ClosedRange<Int32>, _ metrics: [Int], to sums: inout [Int64]
  ) {
    let track = tracks[slot]
    let places = weeks.clamped(to: track.base...track.base + Int32(track.weeks.count))
    for ordinal in places {
      guard weeks.contains(ordinal), let cell = track.cell(ordinal), cell.page >= 0 else {
        continue
      }
      for (place, metric) in metrics.enumerated() where metric < stride {
        sums[place] &+= held(cells[Int(cell.page) + metric])
      }
    }
  }

  private func held(_ value: Int64) -> Int64 { min(max(value, -Self.largest), Self.largest) }
}

/// Everything that decides which cell an event falls into.
struct CellLayout: Sendable, Equatable {
  var weekStarts = Weekday.monday
  var metrics: [MetricLayout] = []
  var zones: [[ZoneSpan]] = []
  var memberOfSeries: [Int] = []
  /// The members that the names in shares of wins mean.
  var credited: [Int] = []
  /// Activities that funnels have as a point.
  var nodes: [Symbol] = []
  /// The members that outcomes beside deals are about, in the order of the log.
  var recordedFor: [Int] = []

  /// Whether cells built from the other layout still hold: new members without events move nothing.
  func extends(_ other: CellLayout) -> Bool {
    weekStarts == other.weekStarts && metrics == other.metrics
      && memberOfSeries == other.memberOfSeries && credited == other.credited
      && nodes == other.nodes
      && recordedFor == other.recordedFor
      && zones.starts(with: other.zones)
  }
}

/// The part of a metric that decides what its cells hold.
struct MetricLayout: Sendable, Equatable {
  var id: Symbol
  var measure: String
  var of: Symbol
  var stage: Symbol
  var currency: Symbol
}
