import Domain
import EventCodec

/// Decodes batches; each thread has its own.
///
/// Its numbers of names go on from batch to batch, so that each name is looked up once in the team's and
/// not once a batch. They begin anew from time to time, so that names take a bounded part of the memory.
package struct BatchDecoder {
  /// Names after which numbers begin anew: their table stays in the processor's caches.
  package static let mostNames = 1 << 14

  private let reader = CaptureReader()
  private let hash: KeyedHash
  private let mostNames: Int
  private let table: Int
  private var names = Symbols()
  private var sources: IdentityIndex

  /// One of a replay's decoders, whose tables of names are numbered.
  package init(
    hashKey: (UInt64, UInt64), table: Int = 0, mostNames: Int = mostNames
  ) {
    hash = KeyedHash(key: hashKey)
    self.mostNames = mostNames
    self.table = table
    sources = IdentityIndex(hash: hash)
  }

  /// Lets go of all names; who takes the batches learns of it with the next one.
  package mutating func beginAnew() {
    names = Symbols()
    sources = IdentityIndex(hash: hash)
  }

  package mutating func decode(_ batch: RecordBatch) -> DecodedBatch {
    if names.count > mostNames { beginAnew() }
    let known = names.count
    var content = Content()
    content.rows.reserveCapacity(batch.entries.count)
    content.identities.reserveCapacity(batch.entries.count)
    for entry in batch.entries { add(entry, batch.bytes.span, to: &content) }
    return DecodedBatch(
      bytes: batch.bytes, singles: content.singles, rows: content.rows,
      identities: content.identities, table: table, knownNames: known,
      names: names.texts(from: known), lastAt: batch.entries.last?.at)
  }

  /// A batch on its way to rows.
  private struct Content {
    var singles: [DecodedBatch.Single] = []
    var rows: [CaptureRow] = []
    var identities: [DedupIndex.Row] = []
  }

  private mutating func add(
    _ entry: RecordBatch.Entry, _ bytes: Span<UInt8>, to content: inout Content
  ) {
    let before = names.count
    if !entry.isControl, take(entry, bytes, into: &content) { return }
    content.singles.append(
      DecodedBatch.Single(entry: entry, rows: content.rows.count, names: before))
  }

  private mutating func take(
    _ entry: RecordBatch.Entry, _ bytes: Span<UInt8>, into content: inout Content
  ) -> Bool {
    guard entry.seq <= UInt64(UInt32.max) else { return false }
    let body = bytes.extracting(entry.body)
    var identity: DedupIndex.Row?
    let row = reader.read(
      body, seq: UInt32(entry.seq), at: Instant(microseconds: entry.at),
      by: bytes.extracting(entry.by), symbols: &names
    ) { source, name, id in
      if !sources.knows(source) { sources.meet(source, utf8: name) }
      identity = sources.row(source: source, id: id, content: body)
    }
    guard let row, let identity else { return false }
    content.rows.append(row)
    content.identities.append(identity)
    return true
  }
}
