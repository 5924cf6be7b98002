/// Follows records one after the other and tells whether each continues the log.
struct Chain: Sendable, Equatable {
  /// Why a record that is whole does not continue the log.
  enum Break: Error, Equatable {
    case sequence(expected: UInt64, found: UInt64)
    case batch
    case transaction
    case time
  }

  /// The seq that the next record must have.
  private(set) var next: UInt64
  /// When the last record was recorded, microseconds since 1970.
  private(set) var lastAt: Int64?
  private var batch: UInt64 = 0
  private var transaction = Transaction.single

  init(next: UInt64 = 1, lastAt: Int64? = nil) {
    self.next = next
    self.lastAt = lastAt
  }

  var last: UInt64 { next - 1 }

  /// True when no transaction is half told.
  var isWhole: Bool { transaction.place == transaction.count }

  mutating func accept(_ record: RecordView) throws(Break) {
    guard record.seq == next else { throw .sequence(expected: next, found: record.seq) }
    guard record.batch == record.seq || record.batch == batch else { throw .batch }
    guard continues(record.transaction) else { throw .transaction }
    // A transaction never spans batches.
    guard isWhole || record.batch == batch else { throw .transaction }
    if let lastAt, record.at < lastAt { throw .time }
    next += 1
    lastAt = record.at
    batch = record.batch
    transaction = record.transaction
  }

  private func continues(_ new: Transaction) -> Bool {
    if isWhole { return new.place == 1 }
    return new.count == transaction.count && new.place == transaction.place + 1
  }
}
