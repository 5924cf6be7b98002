import Domain
import Engine
import EventLog
import NIOPosix

/// Replays a log on two threads: this one reads and checks, another one applies, and whoever is free
/// decodes.
///
/// The state belongs to the thread that applies, batch by batch in the order of the log. A log of less
/// than one batch needs no other thread. What comes out of sidecars is decoded by the thread that reads:
/// that costs less than handing it over.
final class ReplayPipeline {
  /// Batches on their way at once: enough that neither thread waits for the other's moods.
  private static let most = 6

  /// The state that all records led to, once finished.
  private(set) var replayed: Replayed?
  private let zones: @Sendable (String) -> ZoneTable?
  private let hashKey: (UInt64, UInt64)
  private let decoder: BatchDecoder
  private var filling = RecordBatch()
  private let queue = ReplayQueue()
  private var thread: NIOThreadPool?

  init(zones: @escaping @Sendable (String) -> ZoneTable?, hashKey: (UInt64, UInt64)) {
    self.zones = zones
    self.hashKey = hashKey
    decoder = BatchDecoder(hashKey: hashKey)
  }

  /// Takes the next record; it may be applied only later.
  func take(_ record: RecordView, _ bytes: [UInt8]) throws(LogFailure) {
    filling.append(record, in: bytes.span)
    guard filling.isFull else { return }
    start()
    queue.submit(filling)
    filling = RecordBatch(reservingCapacity: RecordBatch.fullBytes * 9 / 8)
    while try queue.count() > Self.most { help() }
  }

  /// Takes what a sidecar holds of records that follow one another, in their place.
  ///
  /// - Returns: false where it is nothing of the kind, and then nothing was taken.
  func take(
    block: Span<UInt8>, _ seqs: ClosedRange<UInt64>
  ) throws(LogFailure) -> Bool {
    guard let batch = DecodedBatch(block: block, seqs: seqs) else { return false }
    start()
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
    if thread == nil {
      var replayer = Replayer(zones: zones, hashKey: hashKey)
      try replayer.take(decoder.decode(filling))
      replayed = replayer.state
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
    thread?.shutdownGracefully { _ in }
    thread = nil
  }

  /// Decodes a batch that waits; where none does, waits until one was applied.
  private func help() {
    if let (number, batch) = queue.begin() {
      queue.finish(number, decoder.decode(batch))
    } else {
      queue.awaitChange()
    }
  }

  private func start() {
    guard thread == nil else { return }
    let pool = NIOThreadPool(numberOfThreads: 1)
    pool.start()
    let (queue, zones, hashKey) = (queue, zones, hashKey)
    pool.submit { _ in queue.work(zones: zones, hashKey: hashKey) }
    thread = pool
  }
}

extension ReplayQueue {
  /// What the other thread does: it applies what is decoded, and decodes what is not.
  fileprivate func work(
    zones: @escaping @Sendable (String) -> ZoneTable?, hashKey: (UInt64, UInt64)
  ) {
    let decoder = BatchDecoder(hashKey: hashKey)
    var replayer = Replayer(zones: zones, hashKey: hashKey)
    do throws(LogFailure) {
      while let task = awaitTask() {
        switch task {
        case .apply(let batch): try replayer.take(batch)
        case .decode(let number, let batch): finish(number, decoder.decode(batch))
        }
      }
      give(.success(replayer.state))
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
