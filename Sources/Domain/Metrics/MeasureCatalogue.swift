/// Every measure a playbook's metric can use.
package enum MeasureCatalogue {
  package static let all: [any Measure.Type] = [
    ActivityCount.self,
    ActivityMinutes.self,
    DealsLost.self,
    DealsOpened.self,
    DealsWon.self,
    OutcomesAmount.self,
    OutcomesCount.self,
    StageReached.self,
    WonAmount.self,
  ]

  package static func find(_ name: String) -> (any Measure.Type)? {
    all.first { $0.name == name }
  }
}
