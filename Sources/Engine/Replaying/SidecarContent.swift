package import EventLog

/// What the engine puts into sidecars: blocks of decoded batches, whose names go on from block to block.
package struct SidecarContent {
  private var decoder: BatchDecoder

  /// Makes blocks for a log whose identities are hashed with this key.
  package init(hashKey: (UInt64, UInt64)) {
    // Whoever reads blocks decodes nothing, and the names end with the sidecar's segment.
    decoder = BatchDecoder(hashKey: hashKey, mostNames: .max)
  }

  /// What blocks depend on: the identities' key, and the program that decodes.
  ///
  /// Every version makes its own, so that none has to know what an earlier one made of a record.
  package static func mark(hashKey: (UInt64, UInt64), version: String) -> SidecarMark {
    let name = Array("\(DecodedBatch.blockFormat) \(version)".utf8)
    // Under another key than that of any source, whatever its name: the mark is there to be read.
    let (high, low) = KeyedHash(key: (~hashKey.0, ~hashKey.1)).wide(name.span)
    return SidecarMark(high, low)
  }

  /// Begins another sidecar, or none: no names are kept.
  package mutating func beginAnew() { decoder.beginAnew() }

  /// The block that holds these records; nil where there is none.
  package mutating func block(of piece: LogPiece) -> [UInt8]? {
    var batch = RecordBatch(reservingCapacity: piece.bytes.count)
    for record in piece.records { batch.append(record, in: piece.bytes.span) }
    return decoder.decode(batch).block
  }
}
