/// The amount of outcomes of a kind, such as invoices, in minor units of the metric's currency.
package enum OutcomesAmount: Measure {
  package static let name = "outcomes.amount"
  package static let kind = MetricKind.outcome
  package static let unit = MetricUnit.money
  package static let occurrence = Occurrence.recorded
  package static let value = ReadValue.amount
}
