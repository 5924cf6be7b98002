import CLinux

/// Seconds of the monotonic clock.
func monotonicSeconds() -> Double {
  Double(cox_monotonic_ns()) * 1e-9
}

/// Figures of one thing measured several times.
struct Samples: Sendable {
  private(set) var values: [Double] = []

  init(_ values: [Double] = []) {
    self.values = values
  }

  mutating func add(_ value: Double) {
    values.append(value)
  }

  /// Nearest-rank percentile; 0 when there is nothing.
  func percentile(_ percent: Double) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return 0 }
    return sorted[min(sorted.count - 1, Int(Double(sorted.count) * percent / 100))]
  }

  var median: Double { percentile(50) }
  var smallest: Double { values.min() ?? 0 }
  var largest: Double { values.max() ?? 0 }
}
