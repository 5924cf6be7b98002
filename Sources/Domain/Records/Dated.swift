/// A value that holds from a day on; nil holds for all time before the next.
struct Dated<Value: Equatable & Sendable>: Equatable, Sendable {
  var from: LocalDay?
  var value: Value
}

/// A value by the day it holds from, ascending.
struct Timeline<Value: Equatable & Sendable>: Equatable, Sendable {
  private(set) var spans: [Dated<Value>]

  init(_ value: Value) { spans = [Dated(from: nil, value: value)] }

  /// What holds after everything that was said.
  var latest: Value { spans[spans.count - 1].value }

  func value(on day: LocalDay) -> Value {
    // The first holds for all time before, so there always is one.
    spans.last { $0.from.map { $0 <= day } ?? true }?.value ?? spans[0].value
  }

  /// Lets a value hold from a day on, whatever was said of later days; always, for nil.
  mutating func set(_ value: Value, from day: LocalDay?) {
    guard let day else {
      spans = [Dated(from: nil, value: value)]
      return
    }
    spans.removeAll { $0.from.map { $0 >= day } ?? false }
    if value != latest { spans.append(Dated(from: day, value: value)) }
  }
}
