import CLinux

/// Seconds of the monotonic clock.
func monotonicSeconds() -> Double {
  Double(cox_monotonic_ns()) * 1e-9
}

/// Figures of one thing measured several times.
package struct Samples: Sendable {
  package private(set) var values: [Double] = []

  package init(_ values: [Double] = []) {
    self.values = values
  }

  package mutating func add(_ value: Double) {
    values.append(value)
  }

  /// Nearest-rank percentile; 0 when there is nothing.
  package func percentile(_ percent: Double) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return 0 }
    return sorted[min(sorted.count - 1, Int(Double(sorted.count) * percent / 100))]
  }

  package var median: Double { percentile(50) }
  package var smallest: Double { values.min() ?? 0 }
  package var largest: Double { values.max() ?? 0 }
}
