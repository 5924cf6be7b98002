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
  let singles: [Single]
  let rows: [CaptureRow]
  /// The identity of each row.
  let identities: [DedupIndex.Row]
  /// Whether they have been put into the index of identities that the replay shares.
  var areIdentitiesKept = false
  /// The names by their numbers here, in the order of their first use.
  let names: SymbolTexts
  /// What its names are among those of all batches, where `NumberedNames` has seen it.
  var numbers: [Symbol]?
  /// When its newest record was written; nil for a batch of none.
  let lastAt: Int64?
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
    var known = IdentityIndex(hash: hash)
    var decoding = Decoding(
      reader: reader, knowsResends: knowsResends, count: batch.entries.count)
    for entry in batch.entries { decoding.add(entry, batch.bytes.span, &known) }
    return DecodedBatch(
      bytes: batch.bytes, singles: decoding.singles, rows: decoding.rows,
      identities: decoding.identities, names: decoding.names.texts, lastAt: batch.entries.last?.at)
  }
}

/// A batch on its way to rows.
private struct Decoding {
  private(set) var singles: [DecodedBatch.Single] = []
  private(set) var rows: [CaptureRow] = []
  private(set) var identities: [DedupIndex.Row] = []
  private(set) var names = Symbols()
  private let reader: CaptureReader
  private let knowsResends: Bool

  init(reader: CaptureReader, knowsResends: Bool, count: Int) {
    self.reader = reader
    self.knowsResends = knowsResends
    rows.reserveCapacity(count)
    identities.reserveCapacity(count)
  }

  mutating func add(
    _ entry: RecordBatch.Entry, _ bytes: Span<UInt8>, _ known: inout IdentityIndex
  ) {
    let before = names.count
    if !entry.isControl, take(entry, bytes, &known) { return }
    singles.append(DecodedBatch.Single(entry: entry, rows: rows.count, names: before))
  }

  private mutating func take(
    _ entry: RecordBatch.Entry, _ bytes: Span<UInt8>, _ known: inout IdentityIndex
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
