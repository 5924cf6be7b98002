// One record is one line of valid JSON with a fixed field order and no spaces, so that
// `tail -f | jq .event` works, and a reader needs no JSON parser to cut it:
//
//   {"seq":1842,"batch":1840,"at":"2026-11-21T18:05:09.123456Z","by":"ana","txn":[1,2],
//    "event":{...the producer's bytes...},"crc":"9ab01c2e"}⏎
//
//   seq    +1 from record to record, from 1, for ever
//   batch  seq of the first record of the same commit: no byte of a batch is written before the
//          batch in front of it is durable, which tells a torn tail from rot
//   at     when it was recorded; never goes back
//   by     member, "uid:1001", or "daemon"
//   txn    [k,n], only when one request appended n > 1 records: all of them or none
//   event  or "control": what the log says about itself (log.open, log.close, ingest.cursor)
//   crc    CRC-32C of every byte before `,"crc":"`: the last 18 bytes before the line feed

/// Numbers that the record format fixes.
package enum RecordFormat {
  package static let number = 1
  /// Bytes of `,"crc":"9ab01c2e"}`.
  package static let trailerLength = 18
  /// Longest line that a reader takes for one, its line feed included.
  package static let maximumLine = 131_072
  static let lineFeed = UInt8(ascii: "\n")
  /// The author of what the daemon itself writes.
  static let daemon = Array("daemon".utf8)
}

/// Where the parts of one checked record are; ranges count in the bytes it came with.
package struct RecordView: Sendable, Equatable {
  package var seq: UInt64
  package var batch: UInt64
  /// Microseconds since 1970.
  package var at: Int64
  /// The whole line without its line feed.
  package var line: Range<Int>
  /// The inside of the JSON string.
  package var by: Range<Int>
  /// Place and count in its transaction; (1, 1) for a record of its own.
  package var transaction: Transaction
  /// True for `control`, false for `event`.
  package var isControl: Bool
  /// The JSON object of the event or control.
  package var body: Range<Int>

  package var event: Range<Int>? { isControl ? nil : body }
  package var control: Range<Int>? { isControl ? body : nil }
}

/// Place of a record among those that stand or fall together: the k-th of n, from 1.
package struct Transaction: Sendable, Equatable {
  package var place: Int
  package var count: Int

  package init(_ place: Int, of count: Int) {
    self.place = place
    self.count = count
  }

  package static let single = Transaction(1, of: 1)
}
