import Domain
import EventCodec

/// A batch whose frequent captures are decoded, against a table of names of its own.
///
/// All that needs no state is done: so it may happen on another thread than the one that owns the state.
package struct DecodedBatch: Sendable {
  /// A record that is applied by itself, and how much of the batch comes before it.
  struct Single: Sendable {
    var entry: RecordBatch.Entry
    var rows: Int
    var names: Int
  }

  let bytes: [UInt8]
  private(set) var singles: [Single] = []
  private(set) var rows: [CaptureRow] = []
  /// The identity of each row.
  private(set) var identities: [DedupIndex.Row] = []
  private(set) var names = Symbols()
  /// When its newest record was written; nil for a batch of none.
  let lastAt: Int64?

  fileprivate init(
    _ batch: RecordBatch, _ reader: CaptureReader, _ hash: KeyedHash, knowsResends: Bool
  ) {
    bytes = batch.bytes
    lastAt = batch.entries.last?.at
    rows.reserveCapacity(batch.entries.count)
    identities.reserveCapacity(batch.entries.count)
    var known = IdentityIndex(hash: hash)
    for entry in batch.entries {
      let before = names.count
      let isTaken =
        !entry.isControl
        && take(entry, batch.bytes.span, reader, &known, knowsResends: knowsResends)
      if !isTaken { singles.append(Single(entry: entry, rows: rows.count, names: before)) }
    }
  }

  private mutating func take(
    _ entry: RecordBatch.Entry, _ bytes: Span<UInt8>, _ reader: CaptureReader,
    _ known: inout IdentityIndex, knowsResends: Bool
  ) -> Bool {
    guard entry.seq <= UInt64(UInt32.max) else { return false }
    let body = bytes.extracting(entry.body)
    let content = knowsResends ? body : body.extracting(0..<0)
    var identity: DedupIndex.Row?
    let row = reader.read(
      body, seq: UInt32(entry.seq), at: Instant(microseconds: entry.at),
      by: bytes.extracting(entry.by), symbols: &names
    ) { source, name, id in
      if !known.knows(source) { known.meet(source, utf8: name) }
      identity = known.row(source: source, id: id, content: content)
    }
    guard let row, let identity else { return false }
    rows.append(row)
    identities.append(identity)
    return true
  }
}

/// Decodes batches; each thread has its own.
package struct BatchDecoder {
  private let reader = CaptureReader()
  private let hash: KeyedHash
  private let knowsResends: Bool

  package init(hashKey: (UInt64, UInt64), knowsResends: Bool = true) {
    hash = KeyedHash(key: hashKey)
    self.knowsResends = knowsResends
  }

  package func decode(_ batch: RecordBatch) -> DecodedBatch {
    DecodedBatch(batch, reader, hash, knowsResends: knowsResends)
  }
}
