package import SystemPorts

/// Gives the lines of the records from `first` to `last` to `sink`, each with its line feed; writes
/// nothing.
///
/// Damage is thrown after all that stands before it.
package func cat<D: Directory>(
  _ root: D, from first: UInt64 = 1, through last: UInt64 = .max, _ sink: (Span<UInt8>) -> Void
) throws(LogFailure) {
  try replay(root, from: first, through: last) { (record, bytes) throws(LogFailure) in
    sink(bytes.span.extracting(record.line.lowerBound..<record.line.upperBound + 1))
  }
}
