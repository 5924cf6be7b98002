import SystemPorts

/// What a repair of a damaged log keeps, and what it leaves out.
///
/// It keeps what is in front of the first place that is not as it was written, whole transactions
/// only, and nothing behind it: a log with a hole in it would be another log. What no record depends on,
/// such as a seal, it makes anew where the records themselves tell what was in it.
package struct RepairPlan: Sendable, Equatable {
  /// A segment, or the beginning of one, that stays.
  package struct Kept: Sendable, Equatable {
    package let first: UInt64
    package let last: UInt64
    /// So many bytes of its file, from the beginning.
    package let bytes: Int
    /// Nil for the last one, when its end is missing: the next start seals it.
    package let seal: Seal?
  }

  /// A file in the folder of the log that doesn't stay, or doesn't from a byte on.
  package struct Left: Sendable, Equatable {
    package let name: String
    package let start: Int
    package let bytes: Int

    /// What it is called among the things left out.
    package var quarantineName: String { start == 0 ? name : "\(name).from-\(start)" }
  }

  /// What is wrong, in the words of `verify`.
  package internal(set) var problems: [String] = []
  package internal(set) var store: StoreID?
  package internal(set) var kept: [Kept] = []
  package internal(set) var left: [Left] = []
  /// When the last record that stays was recorded, microseconds since 1970.
  package internal(set) var lastAt: Int64?
  /// The last record that is known to have been there.
  package internal(set) var lastKnownSeq: UInt64 = 0
  /// Records of this log that are left out although they are whole.
  package internal(set) var readable: UInt64 = 0
  /// Records of other logs that were among them.
  package internal(set) var foreign: UInt64 = 0

  /// The last record that stays; 0 when none does.
  package var lastSeq: UInt64 { kept.last?.last ?? 0 }

  /// The records that are lost, at least; nil when none is known to be.
  package var lost: ClosedRange<UInt64>? {
    lastKnownSeq > lastSeq ? lastSeq + 1...lastKnownSeq : nil
  }

  /// Where the log ends when it is repaired; nil when nothing of it stays.
  var head: Head? {
    kept.last.map { Head(seq: $0.last, segment: $0.first, offset: UInt64($0.bytes)) }
  }
}

extension RepairPlan {
  /// Gives each whole record that is left out to `body`, and whether it is another log's.
  ///
  /// They come in the order of their seqs, each once, whatever the files are called by now.
  func forEachReadable<D: Directory>(
    in files: StateFiles<D>, _ body: (RecordView, [UInt8], Bool) throws(LogFailure) -> Void
  ) throws(LogFailure) {
    var places: [(first: UInt64, left: Left)] = []
    for one in left where !one.name.hasSuffix(StateName.sealSuffix) {
      if let first = try firstReadable(of: one, in: files) { places.append((first, one)) }
    }
    places.sort { ($0.first, $0.left.name) < ($1.first, $1.left.name) }
    var last = lastSeq
    for (_, one) in places {
      let file = try attempt { () throws(IOFault) in try files.log.open(one.name, .read) }
      var isForeign = false
      try RecordSearch.run(file, from: one.start) { (record, bytes) throws(LogFailure) in
        if let body = record.control, let header = SegmentHeader.parse(bytes.span, body: body) {
          isForeign = header.store != store ?? header.store
        }
        if isForeign {
          try body(record, bytes, true)
        } else if record.seq > last {
          last = record.seq
          try body(record, bytes, false)
        }
        return true
      }
    }
  }

  private func firstReadable<D: Directory>(
    of left: Left, in files: StateFiles<D>
  ) throws(LogFailure) -> UInt64? {
    let file = try attempt { () throws(IOFault) in try files.log.open(left.name, .read) }
    var first: UInt64?
    try RecordSearch.run(file, from: left.start) { (record, _) throws(LogFailure) in
      first = record.seq
      return false
    }
    return first
  }
}
