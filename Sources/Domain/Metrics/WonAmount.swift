/// The amount of the deals won, in minor units of the metric's currency.
package enum WonAmount: Measure {
  package static let name = "deals.won-amount"
  package static let kind = MetricKind.outcome
  package static let unit = MetricUnit.money
  package static let occurrence = Occurrence.dealWon
  package static let value = ReadValue.amount
}
