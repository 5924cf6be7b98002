/// How many outcomes of a kind were recorded beside deals, such as invoices.
package enum OutcomesCount: Measure {
  package static let name = "outcomes.count"
  package static let kind = MetricKind.outcome
  package static let unit = MetricUnit.count
  package static let occurrence = Occurrence.recorded
  package static let value = ReadValue.one
}
