/// Where a deal's mark of a funnel's point lies.
struct FunnelPoint: Sendable, Equatable {
  var metric: Symbol
  /// The place among a deal's marks.
  var place: Int
  /// Whether only won deals came to it.
  var isWin = false
  /// An activity is never passed by skipping it: who was not spoken to was not spoken to.
  var isActivity = false
}

extension Team {
  /// The points of a funnel in order; nil where one of them counts nothing that deals come to.
  func points(of funnel: FunnelDefined) -> [FunnelPoint]? {
    var points: [FunnelPoint] = []
    for name in [funnel.from] + funnel.steps.map(\.to) {
      guard let id = symbols.find(name), let metric = roster.metric(id),
        let point = point(metric)
      else { return nil }
      points.append(point)
    }
    return points
  }

  private func point(_ metric: Metric) -> FunnelPoint? {
    switch MeasureCatalogue.find(metric.facts.measure)?.occurrence {
    case .dealOpened: return FunnelPoint(metric: metric.id, place: Milestones.opened)
    case .dealWon: return FunnelPoint(metric: metric.id, place: Milestones.closed, isWin: true)
    case .stageReached:
      return cards.watchedStages.firstIndex(of: metric.stage).map {
        FunnelPoint(metric: metric.id, place: Milestones.firstStage + $0)
      }
    case .activity:
      return milestones.activities.firstIndex(of: metric.of).map {
        FunnelPoint(
          metric: metric.id, place: milestones.place(ofActivity: $0), isActivity: true)
      }
    case .dealLost, .recorded, nil: return nil
    }
  }
}
