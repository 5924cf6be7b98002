/// How many deals were lost.
package enum DealsLost: Measure {
  package static let name = "deals.lost"
  package static let kind = MetricKind.outcome
  package static let unit = MetricUnit.count
  package static let occurrence = Occurrence.dealLost
  package static let value = ReadValue.one
}
