/// How many deals were opened.
package enum DealsOpened: Measure {
  package static let name = "deals.opened"
  package static let kind = MetricKind.outcome
  package static let unit = MetricUnit.count
  package static let occurrence = Occurrence.dealOpened
  package static let value = ReadValue.one
}
