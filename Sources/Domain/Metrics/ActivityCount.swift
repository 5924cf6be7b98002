/// How often an activity was done.
package enum ActivityCount: Measure {
  package static let name = "activity.count"
  package static let kind = MetricKind.activity
  package static let unit = MetricUnit.count
  package static let occurrence = Occurrence.activity
  package static let value = ReadValue.count
}
