import CLinux
import Domain
import Engine
import EventLog

/// Replays a log on two threads: this one reads and checks, another one applies, and whoever is free
/// decodes.
///
/// The state belongs to the thread that applies, batch by batch in the order of the log. A log of less
/// than one batch needs no other thread. What comes out of sidecars is decoded by the thread that reads,
/// which keeps its identities and knows its names again, too: the other one has the most to do.
final class ReplayPipeline {
  /// Batches on their way at once: enough that neither thread waits for the other's moods.
  private static let most = 6

  /// The state that all records led to, once finished.
  private(set) var replayed: Replayed?
  private let zones: @Sendable (String) -> ZoneTable?
  private let hashKey: (UInt64, UInt64)
  private let identities: SharedIdentities
  /// The tables of names that are at work: that of a sidecar, and one of each thread that decodes.
  private enum Table {
    static let sidecar = 0
    static let reading = 1
    static let applying = 2
  }

  /// How many names the blocks of a sidecar have so far.
  private var blockNames = 1
  private var names = NumberedNames()
  private var decoder: BatchDecoder
  private var filling = RecordBatch()
  private let queue = ReplayQueue()
  /// Whether there is another thread.
  private var isShared = false

  /// A pipeline for a log that is said to have so many records.
  init(
    zones: @escaping @Sendable (String) -> ZoneTable?, hashKey: (UInt64, UInt64),
    expecting records: Int
  ) {
    self.zones = zones
    self.hashKey = hashKey
    // Believed only as far as memory for nothing does no harm.
    identities = SharedIdentities(expecting: min(records, 1 << 25))
    decoder = BatchDecoder(hashKey: hashKey, table: Table.reading)
  }

  /// Takes the next record; it may be applied only later.
  func take(_ record: RecordView, _ bytes: [UInt8]) throws(LogFailure) {
    filling.append(record, in: bytes.span)
    guard filling.isFull else { return }
    try start()
    queue.submit(filling)
    filling = RecordBatch(reservingCapacity: RecordBatch.fullBytes * 9 / 8)
    while try queue.count() > Self.most { help() }
  }

  /// Takes what a sidecar holds of records that follow one another, in their place.
  ///
  /// - Returns: false where it is nothing of the kind, and then nothing was taken.
  func take(
    block: Span<UInt8>, _ seqs: ClosedRange<UInt64>, isFirst: Bool
  ) throws(LogFailure) -> Bool {
    guard
      var batch = DecodedBatch(
        block: block, seqs: seqs, afterNames: isFirst ? 1 : blockNames, table: Table.sidecar)
    else { return false }
    blockNames = batch.nameCount
    identities.keep(&batch)
    names.number(&batch)
    try start()
    if !filling.isEmpty {
      queue.submit(filling)
      filling = RecordBatch()
    }
    queue.submit(batch)
    while try queue.count() > Self.most { help() }
    return true
  }

  /// Has all applied that is on its way.
  func finish() throws(LogFailure) {
    if !isShared {
      var replayer = Replayer(zones: zones, hashKey: hashKey, sharing: identities)
      try replayer.take(decoder.decode(filling))
      replayed = replayer.finish()
    } else {
      queue.submit(filling)
      queue.end()
      while try queue.count() > 0 { help() }
      replayed = try queue.awaitResult()
    }
    filling = RecordBatch()
  }

  /// Ends the other thread, also where the log was not read to its end.
  func close() {
    queue.close()
    decoder.beginAnew()
    names = NumberedNames()
    // What a replay needed on its way is needed no more.
    cox_release_memory()
  }

  /// Decodes a batch that waits; where none does, waits until one was applied.
  private func help() {
    if let (number, batch) = queue.begin() {
      queue.finish(number, decoder.decode(batch))
    } else {
      queue.awaitChange()
    }
  }

  private func start() throws(LogFailure) {
    guard !isShared else { return }
    let (queue, zones, hashKey, identities) = (queue, zones, hashKey, identities)
    do throws(ThreadRefused) {
      try startThread("replay") {
        queue.work(
          Replayer(zones: zones, hashKey: hashKey, sharing: identities),
          BatchDecoder(hashKey: hashKey, table: Table.applying))
      }
    } catch {
      throw .refused("\(error)", exitCode: 71)
    }
    isShared = true
  }
}

extension ReplayQueue {
  /// What the other thread does: it applies what is decoded, and decodes what is not.
  fileprivate func work(_ replayer: consuming Replayer, _ decoder: consuming BatchDecoder) {
    do throws(LogFailure) {
      while let task = awaitTask() {
        switch task {
        case .apply(let batch): try replayer.take(batch)
        case .decode(let number, let batch): finish(number, decoder.decode(batch))
        }
      }
      give(.success(replayer.finish()))
    } catch {
      give(.failure(error))
    }
  }
}

extension Replayer {
  fileprivate mutating func take(_ batch: DecodedBatch) throws(LogFailure) {
    do throws(Problem) {
      try apply(batch)
    } catch {
      guard case .unreadable(let seq, let reason) = error else { return }
      throw .unreadable(seq: seq, reason: reason)
    }
  }
}
