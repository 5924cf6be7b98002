import Domain
import EventCodec

// A block is a decoded batch in bytes, the little end of every number first:
//
//   counts      6 x 4 B   rows, singles, names before (1: none), names, bytes of all names, of all singles
//   rows        64 B each
//   identities  24 B each: where the row is found, and what its content hashes to
//   singles     28 B each: when it was recorded (8), rows here and names of all before it (4 + 4), bytes of its
//               author and of its body (4 + 4), 1 for a control and 0 for an event (4)
//   names       4 B each: where it ends; then their texts
//   singles' authors and bodies, one after the other
//
// Seqs of singles are not in it: a block holds all records from one seq through another. Numbers of names go
// on from block to block, as the names of one are mostly those of the blocks before it.

extension DecodedBatch {
  /// Raised with every change of a block, and of what a record is decoded into.
  package static let blockFormat: UInt32 = 2

  fileprivate static let headBytes = 24
  fileprivate static let identityBytes = 24
  fileprivate static let singleBytes = 28

  /// The batch in bytes; nil for one that is too large for the numbers in them.
  package var block: [UInt8]? {
    let singlesBytes = singles.reduce(0) { $0 + $1.entry.by.count + $1.entry.body.count }
    let counts = [
      rows.count, singles.count, knownNames, names.count - 1, names.bytes.count, singlesBytes,
    ]
    guard counts.allSatisfy({ $0 <= Int(Int32.max) }) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(BlockShape(counts).end)
    for count in counts { Words.append(UInt32(count), to: &bytes) }
    for row in rows { row.append(to: &bytes) }
    for identity in identities {
      Words.append(identity.high, to: &bytes)
      Words.append(identity.low, to: &bytes)
      Words.append(identity.content, to: &bytes)
    }
    for single in singles {
      Words.append(single.entry.at, to: &bytes)
      let numbers = [
        single.rows, single.names, single.entry.by.count, single.entry.body.count,
        single.entry.isControl ? 1 : 0,
      ]
      for number in numbers { Words.append(UInt32(number), to: &bytes) }
    }
    names.append(to: &bytes)
    for single in singles {
      bytes.append(contentsOf: self.bytes[single.entry.by])
      bytes.append(contentsOf: self.bytes[single.entry.body])
    }
    return bytes
  }

  /// Reads a block that holds all records of these seqs; nil where it is none.
  ///
  /// Whatever the bytes are, what comes out can be applied behind a batch of so many names: names have
  /// texts, rows are in their places.
  package init?(
    block: Span<UInt8>, seqs: ClosedRange<UInt64>, afterNames known: Int, table: Int = 0
  ) {
    guard block.count >= Self.headBytes, seqs.lowerBound > 0 else { return nil }
    let counts = (0..<6).map { place in
      let count: UInt32 = Words.number(block, at: place * 4)
      return Int(count)
    }
    let shape = BlockShape(counts)
    guard shape.end == block.count,
      UInt64(counts[0] + counts[1]) == seqs.upperBound - seqs.lowerBound + 1,
      counts[2] == 1 || counts[2] == known,
      let names = SymbolTexts(block, at: shape.names, count: counts[3], byteCount: counts[4])
    else { return nil }
    var reading = BlockReading(shape, next: seqs.lowerBound, names: counts[2])
    let nameCount = counts[2] + counts[3]
    for _ in 0..<counts[1] {
      guard reading.single(block, names: nameCount) else { return nil }
    }
    guard reading.rows(block, until: counts[0], names: nameCount),
      reading.text == shape.end
    else { return nil }
    (rows, singles, self.names) = (reading.rows, reading.singles, names)
    (self.table, knownNames) = (table, counts[2])
    identities = shape.identities(block)
    let last = singles.last.flatMap { $0.rows == counts[0] ? $0.entry.at : nil }
    lastAt = last ?? rows.last?.at.microseconds
    let texts = block.extracting(shape.texts..<shape.end)
    bytes = unsafe texts.withUnsafeBufferPointer { unsafe Array($0) }
  }
}

/// Where the parts of a block begin.
private struct BlockShape {
  let rows = DecodedBatch.headBytes
  let rowCount: Int
  let identities: Int
  let singles: Int
  let names: Int
  let texts: Int
  let end: Int

  init(_ counts: [Int]) {
    rowCount = counts[0]
    identities = rows + counts[0] * CaptureRow.byteCount
    singles = identities + counts[0] * DecodedBatch.identityBytes
    names = singles + counts[1] * DecodedBatch.singleBytes
    texts = names + counts[3] * 4 + counts[4]
    end = texts + counts[5]
  }

  func identities(_ block: Span<UInt8>) -> [DedupIndex.Row] {
    var list: [DedupIndex.Row] = []
    list.reserveCapacity(rowCount)
    for number in 0..<rowCount {
      let place = identities + number * DecodedBatch.identityBytes
      list.append(
        DedupIndex.Row(
          high: Words.number(block, at: place), low: Words.number(block, at: place + 8),
          content: Words.number(block, at: place + 16)))
    }
    return list
  }
}

/// Reads the records of a block in the order of their seqs.
private struct BlockReading {
  private let shape: BlockShape
  private var next: UInt64
  private(set) var rows: [CaptureRow] = []
  private(set) var singles: [DecodedBatch.Single] = []
  /// Where the next single's author begins.
  private(set) var text: Int
  private var names: Int

  init(_ shape: BlockShape, next: UInt64, names: Int) {
    self.shape = shape
    self.next = next
    self.names = names
    text = shape.texts
    rows.reserveCapacity(shape.rowCount)
  }

  /// Reads rows up to a place among them, whose names are the first so many; false where one is none.
  mutating func rows(_ block: Span<UInt8>, until end: Int, names: Int) -> Bool {
    guard end >= rows.count, end <= shape.rowCount else { return false }
    for place in rows.count..<end {
      let start = shape.rows + place * CaptureRow.byteCount
      guard let row = CaptureRow(block, at: start, names: UInt32(names)),
        UInt64(row.seq) == next
      else { return false }
      rows.append(row)
      next += 1
    }
    return true
  }

  /// Reads the next single and the rows before it.
  mutating func single(_ block: Span<UInt8>, names most: Int) -> Bool {
    let place = shape.singles + singles.count * DecodedBatch.singleBytes
    let at: Int64 = Words.number(block, at: place)
    let numbers = (0..<5).map { index in
      let number: UInt32 = Words.number(block, at: place + 8 + index * 4)
      return Int(number)
    }
    let (author, body) = (text + numbers[2], text + numbers[2] + numbers[3])
    guard Instant.recorded.contains(at), numbers[1] >= names, numbers[1] <= most,
      rows(block, until: numbers[0], names: numbers[1]), body <= shape.end, numbers[4] <= 1
    else { return false }
    names = numbers[1]
    let entry = RecordBatch.Entry(
      seq: next, at: at, isControl: numbers[4] == 1,
      by: text - shape.texts..<author - shape.texts,
      body: author - shape.texts..<body - shape.texts)
    singles.append(DecodedBatch.Single(entry: entry, rows: numbers[0], names: names))
    text = body
    next += 1
    return true
  }
}
