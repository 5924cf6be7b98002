import EventLog
import Glibc
import Simulation
import SystemPorts

/// The bytes of a record's event or control, by seq from 1.
typealias Bodies = [[UInt8]]

/// 2026-11-21T18:05:09.123456Z.
let testTime: Int64 = 1_795_284_309_123_456

/// Opens a log with what tests want: a fixed store, small reserve, and the replayed bodies.
///
/// Other tests of this process start children, and between fork and exec a child holds a copy of a
/// lock that was let go here: so a lock that is taken is asked for again, for a fifth of a second.
func openLog<D: Directory>(
  _ root: D, replayed: inout Bodies, reserve: Int = 4096, batch: Int = 4096, now: Int64 = testTime
) throws(LogFailure) -> LogWriter<D> {
  for _ in 0..<200 {
    do throws(LogFailure) {
      return try openOnce(root, replayed: &replayed, reserve: reserve, batch: batch, now: now)
    } catch {
      guard error.exitCode == 75 else { throw error }
      usleep(1_000)
    }
  }
  return try openOnce(root, replayed: &replayed, reserve: reserve, batch: batch, now: now)
}

private func openOnce<D: Directory>(
  _ root: D, replayed: inout Bodies, reserve: Int, batch: Int, now: Int64
) throws(LogFailure) -> LogWriter<D> {
  var random = SeededRandomness(seed: 7)
  var seen: Bodies = []
  let options = LogOptions(
    reserveBytes: reserve, batchBytes: batch, newStore: StoreID("test"), holder: "test")
  let writer = try LogWriter.open(
    root, randomness: &random, now: now, tick: 0, options: options
  ) { (record, bytes) throws(LogFailure) in
    guard record.seq == UInt64(seen.count + 1) else {
      throw .unreadable(seq: record.seq, reason: "the replay left out records")
    }
    seen.append(Array(bytes[record.body]))
  }
  replayed = seen
  return writer
}

/// Everything that a replay gives.
func replayed<D: Directory>(_ root: D, from first: UInt64 = 1) throws -> Bodies {
  var bodies: Bodies = []
  try replay(root, from: first) { (record, bytes) throws(LogFailure) in
    bodies.append(Array(bytes[record.body]))
  }
  return bodies
}

extension BatchBuilder {
  /// Appends an event given as text.
  @discardableResult
  mutating func append(
    _ event: String, by: String = "ana", at: Int64 = testTime, _ transaction: Transaction = .single
  ) -> UInt64 {
    let event = Array(event.utf8)
    let by = Array(by.utf8)
    return append(event: event.span, at: at, by: by.span, transaction: transaction)
  }
}

/// An event of about `size` bytes, different for each `number`.
func event(_ number: Int, size: Int = 120) -> String {
  let text = "{\"id\":\"e-\(number)\",\"data\":{\"note\":\""
  return text + String(repeating: "x", count: max(0, size - text.utf8.count - 3)) + "\"}}"
}

/// Writes batches of one to four events until three segments of 4 KiB exist; the last stays open.
///
/// The result is what a replay must give, and how many records of it stand before the last batch.
func writeThreeSegments<D: Directory>(
  _ root: D, closing: Bool = false
) throws -> (bodies: Bodies, lastBatch: Int) {
  var bodies: Bodies = []
  var writer = try openLog(root, replayed: &bodies)
  var builder = BatchBuilder(
    nextSeq: writer.recovered.nextSeq, segmentBytes: writer.recovered.segmentBytes,
    segmentLimit: 4096)
  var number = 0
  var opened = 0
  var sinceOpened = 0
  var lastBatch = 0
  while opened < 2 || sinceOpened < 4 {
    let count = 1 + number % 4
    for place in 1...count {
      // Every other batch is one transaction.
      let isOne = number % 2 == 0 && count > 1
      builder.append(event(number + place), isOne ? Transaction(place, of: count) : .single)
    }
    number += count
    let batch = builder.take()
    try writer.commit(batch, tick: 0)
    lastBatch = Int(batch.firstSeq) - 1
    sinceOpened += 1
    if batch.opensSegment != nil {
      opened += 1
      sinceOpened = 0
    }
  }
  if closing { try writer.close(at: testTime, tick: 0) }
  _ = consume writer
  return (try replayed(root), lastBatch)
}
