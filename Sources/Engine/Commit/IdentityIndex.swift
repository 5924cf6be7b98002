import Domain

/// Finds events by (source, id): the dedup index behind the keyed hash, with one key a source.
struct IdentityIndex {
  private let hash: KeyedHash
  private var bySource: [KeyedHash?] = []
  private var index = DedupIndex()

  init(hash: KeyedHash) { self.hash = hash }

  /// The row of an event: its identity and what its bytes hash to.
  mutating func row(
    source: Symbol, id: Span<UInt8>, content: Span<UInt8>, symbols: Symbols
  ) -> DedupIndex.Row {
    let (high, low) = sourceHash(source, symbols).wide(id)
    return DedupIndex.Row(high: high, low: low, content: hash.content(content))
  }

  /// Looks a row up.
  func find(_ row: DedupIndex.Row) -> DedupIndex.Match { index.find(row) }

  /// Remembers a row as record `seq`.
  mutating func insert(_ row: DedupIndex.Row, seq: UInt64) { index.insert(row, seq: seq) }

  /// The seq of the event with this identity, or nil.
  mutating func seq(source: Symbol, id: Span<UInt8>, symbols: Symbols) -> UInt64? {
    let (high, low) = sourceHash(source, symbols).wide(id)
    return index.seq(high: high, low: low)
  }

  private mutating func sourceHash(_ source: Symbol, _ symbols: Symbols) -> KeyedHash {
    let at = Int(source.raw)
    if at < bySource.count, let known = bySource[at] { return known }
    while bySource.count <= at { bySource.append(nil) }
    let text = symbols.text(source)
    let derived = hash.derived(for: text.utf8.span)
    bySource[at] = derived
    return derived
  }
}
