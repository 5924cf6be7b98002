/// How many deals were won.
package enum DealsWon: Measure {
  package static let name = "deals.won"
  package static let kind = MetricKind.outcome
  package static let unit = MetricUnit.count
  package static let occurrence = Occurrence.dealWon
  package static let value = ReadValue.one
}
