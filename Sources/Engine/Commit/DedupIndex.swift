/// Remembers the identity of every event for the life of the log: (source, id) -> seq and content.
///
/// Rows sit in chunks in order of `seq` (20 bytes: 96 bits of the identity, 64-bit content hash), so
/// growth copies nothing. A table of 8-byte slots (the other 32 bits of the identity, 32 bits of seq)
/// finds them; it is split into shards that grow by a quarter one at a time, so that little of it is
/// empty and no insert waits for a large rehash. A slot's place follows from what is in the slot, so that
/// growing looks at no row.
package struct DedupIndex: Sendable {
  /// What is known of an identity.
  package enum Match: Equatable {
    case new
    case same(seq: UInt64)
    case other(seq: UInt64)
  }

  /// An event's identity and a hash of its bytes.
  package struct Row: Sendable {
    package var high: UInt64
    package var low: UInt64
    package var content: UInt64

    package init(high: UInt64, low: UInt64, content: UInt64) {
      self.high = high
      self.low = low
      self.content = content
    }
  }

  /// A row as it is kept, in words so that none of its 20 bytes is for alignment.
  private struct Kept: Sendable {
    private var words: (UInt32, UInt32, UInt32, UInt32, UInt32)

    init(_ row: Row) {
      words = (
        UInt32(truncatingIfNeeded: row.high), UInt32(truncatingIfNeeded: row.high &>> 32),
        UInt32(truncatingIfNeeded: row.low &>> 32),
        UInt32(truncatingIfNeeded: row.content), UInt32(truncatingIfNeeded: row.content &>> 32)
      )
    }

    var content: UInt64 { UInt64(words.4) &<< 32 | UInt64(words.3) }

    /// Whether it is of an identity whose lower 32 bits are known to be the same.
    @inline(__always)
    func isOf(high: UInt64, low: UInt64) -> Bool {
      words.0 == UInt32(truncatingIfNeeded: high)
        && words.1 == UInt32(truncatingIfNeeded: high &>> 32)
        && words.2 == UInt32(truncatingIfNeeded: low &>> 32)
    }
  }

  private static let chunkRows = 1 << 15
  private static let shardCount = 64
  private var chunks: [[Kept]] = []
  private var rows = 0
  /// What was read ahead, kept because the compiler leaves out reads that nobody wants.
  private var readAhead: UInt64 = 0
  private var shards: [Shard]

  /// An index without rows, with places for as many as are expected; there may come fewer, or more.
  package init(expecting rows: Int = 0) {
    // Identities are spread evenly: a shard's share is the mean and a few of its roots at most.
    let share = Double(rows / Self.shardCount)
    let places = rows < Self.chunkRows ? 0 : Int((share + 4 * share.squareRoot()) * 8 / 7) + 8
    shards = (0..<Self.shardCount).map { _ in Shard(capacity: places) }
  }

  /// Looks an identity up; `content` decides between a plain resend and a changed one.
  package func find(_ row: Row) -> Match {
    guard let seq = seq(high: row.high, low: row.low) else { return .new }
    return self[seq].content == row.content ? .same(seq: seq) : .other(seq: seq)
  }

  /// The seq of an identity, or nil.
  package func seq(high: UInt64, low: UInt64) -> UInt64? {
    // The shard is looked at where it is; taken out, its slots would be counted up and down.
    let index = Int(truncatingIfNeeded: high &>> 58)
    guard !shards[index].slots.isEmpty else { return nil }
    let fragment = UInt32(truncatingIfNeeded: low)
    let count = shards[index].slots.count
    var at = Shard.home(fragment, among: count)
    while true {
      let slot = shards[index].slots[at]
      if slot == 0 { return nil }
      if UInt32(truncatingIfNeeded: slot &>> 32) == fragment {
        let seq = slot & 0xffff_ffff
        if self[seq].isOf(high: high, low: low) { return seq }
      }
      at = Shard.next(at, among: count)
    }
  }

  /// Adds the identity of record `seq`, once; records without one (controls) leave an empty row, and so do,
  /// for a while, those that are added after later ones.
  package mutating func insert(_ row: Row, seq: UInt64) {
    precondition(seq > 0 && seq <= UInt64(UInt32.max), "a log of this format holds 2^32 records")
    if Int(seq) < rows {
      chunks[Int(seq) / Self.chunkRows][Int(seq) % Self.chunkRows] = Kept(row)
    } else {
      while rows < Int(seq) { appendRow(Row(high: 0, low: 0, content: 0)) }
      appendRow(row)
    }
    let index = Int(truncatingIfNeeded: row.high &>> 58)
    if shards[index].isFull { grow(index) }
    shards[index].place(UInt64(UInt32(truncatingIfNeeded: row.low)) &<< 32 | seq)
  }

  /// Reads ahead what looking rows up will read first, so that they wait for memory together.
  package mutating func glance(_ rows: Span<Row>) {
    for place in rows.indices { readAhead ^= home(rows[place]) }
  }

  /// Adds the identities of records that follow one another, from `first` on.
  package mutating func insert(_ rows: Span<Row>, first: UInt64) {
    var start = 0
    while start < rows.count {
      let end = min(start + Self.lookahead, rows.count)
      glance(rows.extracting(start..<end))
      for place in start..<end { insert(rows[place], seq: first &+ UInt64(place)) }
      start = end
    }
  }

  /// Rows whose slots are read before the first of them is put in.
  private static let lookahead = 16

  /// What is in the slot that a row would be put in first.
  @inline(__always)
  private func home(_ row: Row) -> UInt64 {
    let index = Int(truncatingIfNeeded: row.high &>> 58)
    guard !shards[index].slots.isEmpty else { return 0 }
    let fragment = UInt32(truncatingIfNeeded: row.low)
    return shards[index].slots[Shard.home(fragment, among: shards[index].slots.count)]
  }

  private subscript(seq: UInt64) -> Kept {
    chunks[Int(seq) / Self.chunkRows][Int(seq) % Self.chunkRows]
  }

  private mutating func appendRow(_ row: Row) {
    if rows % Self.chunkRows == 0 {
      chunks.append([])
      chunks[chunks.count - 1].reserveCapacity(Self.chunkRows)
    }
    chunks[chunks.count - 1].append(Kept(row))
    rows += 1
  }

  private mutating func grow(_ index: Int) {
    let old = shards[index].slots
    shards[index] = Shard(capacity: max(64, old.count / 4 * 5))
    for slot in old where slot != 0 { shards[index].place(slot) }
  }
}

extension DedupIndex {
  /// Open addressing with linear probing, at most seven eighths full; 0 is an empty slot.
  private struct Shard: Sendable {
    var slots: [UInt64] = []
    var count = 0
    var isFull: Bool { count * 8 >= slots.count * 7 }

    init(capacity: Int) { slots = [UInt64](repeating: 0, count: capacity) }

    /// The place at which a fragment of an identity is looked for first: fragments are spread evenly, so
    /// their order is that of their places, whatever the number of slots.
    @inline(__always)
    static func home(_ fragment: UInt32, among count: Int) -> Int {
      Int(truncatingIfNeeded: (UInt64(fragment) &* UInt64(truncatingIfNeeded: count)) &>> 32)
    }

    @inline(__always)
    static func next(_ place: Int, among count: Int) -> Int {
      place &+ 1 == count ? 0 : place &+ 1
    }

    @inline(__always)
    mutating func place(_ slot: UInt64) {
      let room = slots.count
      var at = Self.home(UInt32(truncatingIfNeeded: slot &>> 32), among: room)
      while slots[at] != 0 { at = Self.next(at, among: room) }
      slots[at] = slot
      count += 1
    }
  }
}
