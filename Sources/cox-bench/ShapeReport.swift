/// How cost grows: a table and a chart for each sweep, with what is owed.
package struct ShapeReport {
  /// Flat is at most half more at a thousand times the size: below that a cache that no longer holds
  /// everything and a run's noise explain it, and anything quadratic is far beyond.
  package static let allowed = 1.5

  let series: Series
  let sweeps: [(sweep: Sweep, points: [SweepPoint])]

  package init(series: Series, sweeps: [Sweep], most: Int) {
    self.series = series
    self.sweeps = sweeps.map { sweep in
      (sweep, sweep.sizes(most: most).map { SweepPoint(sweep, size: $0, most: most) })
    }
  }

  /// Each figure at each size with its spread, and the last beside the first.
  package var table: String {
    sweeps.map { sweep, points in
      var rows = [[sweep.title] + points.map { sizeText($0.size) } + ["last / first", "must", ""]]
      for figure in SweepPoint.Figure.allCases {
        let cells = points.map { series[$0.name(figure)]?.spread ?? "" }
        rows.append([figure.title] + cells + verdict(points, figure))
      }
      return Report.aligned(rows)
    }.joined(separator: "\n\n")
  }

  /// What is owed and falls short, in words.
  package var short: [String] {
    sweeps.flatMap { sweep, points in
      SweepPoint.Figure.allCases.filter { isOwed($0) && growth(points, $0) > Self.allowed }
        .map { "\($0) by \(sweep)" }
    }
  }

  /// A chart for each sweep of what is owed.
  package var charts: [FlatChart] {
    sweeps.map { sweep, points in
      let curves = SweepPoint.Figure.allCases.filter(isOwed).map { figure in
        FlatChart.Curve(
          name: figure == .event ? "an event" : "a member's week",
          points: points.compactMap { point in
            multiple(point, points, figure).map { FlatChart.Point(size: point.size, multiple: $0) }
          })
      }
      return FlatChart(title: sweep.title, curves: curves, allowed: Self.allowed)
    }
  }

  /// The daemon's own time is a part of an event's and tells where that goes.
  private func isOwed(_ figure: SweepPoint.Figure) -> Bool { figure != .own }

  private func multiple(
    _ point: SweepPoint, _ points: [SweepPoint], _ figure: SweepPoint.Figure
  ) -> Samples? {
    points.first.flatMap { series.ratio(point.name(figure), to: $0.name(figure)) }
  }

  /// The last point over the first; 0 where there are not two.
  private func growth(_ points: [SweepPoint], _ figure: SweepPoint.Figure) -> Double {
    guard points.count > 1, let last = points.last else { return 0 }
    return multiple(last, points, figure)?.median ?? 0
  }

  private func verdict(_ points: [SweepPoint], _ figure: SweepPoint.Figure) -> [String] {
    guard points.count > 1, let last = points.last,
      let ratio = multiple(last, points, figure)
    else { return [] }
    guard isOwed(figure) else { return [ratio.spread + "x"] }
    return [
      ratio.spread + "x", "≤ \(Self.allowed)x", ratio.median <= Self.allowed ? "pass" : "SHORT",
    ]
  }
}
