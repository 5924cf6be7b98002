/// An acknowledgement: every line up to `n` is on disk, as a client learnt at `at` nanoseconds.
package struct Acknowledgement: Equatable, Sendable {
  package let n: Int
  package let at: Int64

  package init(n: Int, at: Int64) {
    (self.n, self.at) = (n, at)
  }
}

/// How long events waited for their acknowledgement.
package enum Latency {
  /// Microseconds from when each line was due to the first acknowledgement that covers it.
  ///
  /// They run from when a line was due, not from when it left: a client that was held up would
  /// otherwise leave out the very time that it measures.
  package static func microseconds(due: [Int64], _ acknowledgements: [Acknowledgement]) -> [Double]
  {
    var waited: [Double] = []
    for acknowledgement in acknowledgements {
      while waited.count < min(due.count, acknowledgement.n) {
        waited.append(Double(acknowledgement.at - due[waited.count]) / 1_000)
      }
    }
    return waited
  }
}
