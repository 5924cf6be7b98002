import Domain

/// Finds events by (source, id): the dedup index behind the keyed hash, with one key a source.
struct IdentityIndex {
  let hash: KeyedHash
  private var bySource: [KeyedHash?] = []
  private var index = DedupIndex()
  /// Sources that have a key; their symbols are kept for ever.
  private(set) var sourceCount = 0

  init(hash: KeyedHash) { self.hash = hash }

  /// Exchanges what is known of events for what another one knows; keys stay.
  mutating func exchange(_ other: inout DedupIndex) { swap(&index, &other) }

  /// The row of an event: its identity and what its bytes hash to; the source has been met before.
  func row(source: Symbol, id: Span<UInt8>, content: Span<UInt8>) -> DedupIndex.Row {
    let (high, low) = key(source).wide(id)
    return DedupIndex.Row(high: high, low: low, content: hash.content(content))
  }

  /// Reads ahead what looking rows up will read first.
  mutating func glance(_ rows: Span<DedupIndex.Row>) { index.glance(rows) }

  /// Looks a row up.
  func find(_ row: DedupIndex.Row) -> DedupIndex.Match { index.find(row) }

  /// Remembers a row as record `seq`.
  mutating func insert(_ row: DedupIndex.Row, seq: UInt64) { index.insert(row, seq: seq) }

  /// Remembers rows of records that follow one another, from `first` on.
  mutating func insert(_ rows: Span<DedupIndex.Row>, first: UInt64) {
    index.insert(rows, first: first)
  }

  /// The seq of the event with this identity, or nil.
  func seq(source: Symbol, id: Span<UInt8>) -> UInt64? {
    let (high, low) = key(source).wide(id)
    return index.seq(high: high, low: low)
  }

  /// Whether the source has a key; `meet` gives it one.
  func knows(_ source: Symbol) -> Bool {
    Int(source.raw) < bySource.count && bySource[Int(source.raw)] != nil
  }

  /// Gives a source its key.
  mutating func meet(_ source: Symbol, text: String) {
    let utf8 = Array(text.utf8)
    meet(source, utf8: utf8.span)
  }

  /// The same for the UTF-8 of its name.
  mutating func meet(_ source: Symbol, utf8: Span<UInt8>) {
    while bySource.count <= Int(source.raw) { bySource.append(nil) }
    sourceCount += 1
    bySource[Int(source.raw)] = hash.derived(for: utf8)
  }

  private func key(_ source: Symbol) -> KeyedHash {
    guard Int(source.raw) < bySource.count, let key = bySource[Int(source.raw)] else {
      preconditionFailure("a source is met before its events are looked up")
    }
    return key
  }
}
