/// How many minutes an activity took; activities without minutes add nothing.
package enum ActivityMinutes: Measure {
  package static let name = "activity.minutes"
  package static let kind = MetricKind.activity
  package static let unit = MetricUnit.minutes
  package static let occurrence = Occurrence.activity
  package static let value = ReadValue.minutes
}
