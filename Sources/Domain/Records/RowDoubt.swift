/// A record of a deal or a meeting that contradicts the others, or that names what nobody knows.
struct RowDoubt: Sendable, Equatable {
  var kind: DoubtKind
  var row: UInt32
}
