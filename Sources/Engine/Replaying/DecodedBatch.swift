package import Domain

/// A batch whose frequent captures are decoded, against a table of names that goes on from batch to batch.
///
/// All that needs no state is done: so it may happen on another thread than the one that owns the state.
package struct DecodedBatch: Sendable {
  /// A record that is applied by itself, and how much comes before it: rows of the batch, names of all.
  struct Single: Sendable {
    var entry: RecordBatch.Entry
    var rows: Int
    var names: Int
  }

  let bytes: [UInt8]
  let singles: [Single]
  let rows: [CaptureRow]
  /// The identity of each row.
  let identities: [DedupIndex.Row]
  /// Whether they have been put into the index of identities that the replay shares.
  var areIdentitiesKept = false
  /// Which of the tables that a replay has at work numbers its names.
  let table: Int
  /// How many names the table had before, `none` included: 1 where it begins anew.
  package let knownNames: Int
  /// The names that it has since, in the order of their first use.
  package let names: SymbolTexts
  /// What they are among those of all batches, where `NumberedNames` has seen it.
  var numbers: [Symbol]?
  /// When its newest record was written; nil for a batch of none.
  let lastAt: Int64?

  /// The seq of its first record; 0 for a batch of none.
  var firstSeq: UInt64 {
    [singles.first?.entry.seq, rows.first.map { UInt64($0.seq) }].compactMap(\.self).min() ?? 0
  }

  /// How many names the table has with those of this batch.
  package var nameCount: Int { knownNames + names.count - 1 }
}
