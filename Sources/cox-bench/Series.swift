/// Every figure of a run, by name, one value a round.
package struct Series {
  package private(set) var names: [String] = []
  private var values: [String: Samples] = [:]

  package init() {}

  package mutating func add(_ name: String, _ value: Double) {
    if values[name] == nil { names.append(name) }
    values[name, default: Samples()].add(value)
  }

  package subscript(name: String) -> Samples? { values[name] }

  /// The figure divided by another one of the same round.
  package func ratio(_ name: String, to other: String) -> Samples? {
    guard let left = values[name], let right = values[other] else { return nil }
    let pairs = zip(left.values, right.values).filter { $0.1 > 0 }
    return pairs.isEmpty ? nil : Samples(pairs.map { $0.0 / $0.1 })
  }

  /// All figures as one JSON object of lists.
  package var json: String {
    let parts = names.map { name in
      let list = (values[name]?.values ?? []).map { "\($0)" }.joined(separator: ",")
      return "\"\(name)\":[\(list)]"
    }
    return "{" + parts.joined(separator: ",") + "}"
  }
}
