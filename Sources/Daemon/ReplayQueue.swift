import Dispatch
import Engine
import EventLog
import Synchronization

/// Batches between the thread that reads a log and the one that applies it: either decodes the next
/// one, and all are applied in order.
final class ReplayQueue: Sendable {
  /// What the applying thread does next.
  enum Task: Sendable {
    case apply(DecodedBatch)
    case decode(number: Int, RecordBatch)
  }

  private enum Stage: Sendable {
    case waiting(RecordBatch)
    case begun
    case decoded(DecodedBatch)
  }

  private struct State: Sendable {
    var stages: [Stage] = []
    /// How many left before the first of `stages`.
    var left = 0
    var isEnded = false
    var isClosed = false
    var result: Result<Replayed, LogFailure>?

    mutating func begin() -> (number: Int, RecordBatch)? {
      for place in stages.indices {
        guard case .waiting(let batch) = stages[place] else { continue }
        stages[place] = .begun
        return (left + place, batch)
      }
      return nil
    }

    mutating func task() -> Task? {
      if case .decoded(let batch)? = stages.first {
        stages.removeFirst()
        left += 1
        return .apply(batch)
      }
      return begin().map { .decode(number: $0.number, $0.1) }
    }
  }

  private let state = Mutex(State())
  /// There may be something to do for the applying thread, and for the reading one.
  private let work = DispatchSemaphore(value: 0)
  private let change = DispatchSemaphore(value: 0)

  /// How many wait to be applied; throws what went wrong with those before.
  func count() throws(LogFailure) -> Int {
    let (count, result) = state.withLock { ($0.stages.count, $0.result) }
    if case .failure(let failure)? = result { throw failure }
    return count
  }

  func submit(_ batch: RecordBatch) {
    state.withLock { $0.stages.append(.waiting(batch)) }
    work.signal()
  }

  /// The same for a batch that is decoded already.
  func submit(_ batch: DecodedBatch) {
    state.withLock { $0.stages.append(.decoded(batch)) }
    work.signal()
  }

  /// Nothing is submitted any more.
  func end() {
    state.withLock { $0.isEnded = true }
    work.signal()
  }

  /// Nobody wants the result any more.
  func close() {
    state.withLock { $0.isClosed = true }
    work.signal()
  }

  /// The oldest batch that nobody decodes yet, which the caller does then.
  func begin() -> (number: Int, RecordBatch)? { state.withLock { $0.begin() } }

  func finish(_ number: Int, _ batch: DecodedBatch) {
    state.withLock { $0.stages[number - $0.left] = .decoded(batch) }
    work.signal()
  }

  /// The next thing to do for the applying thread; nil when there will be nothing any more.
  func awaitTask() -> Task? {
    while true {
      let (task, isOver) = state.withLock { state in
        (
          state.isClosed ? nil : state.task(),
          state.isClosed || state.isEnded && state.stages.isEmpty
        )
      }
      if let task {
        change.signal()
        return task
      }
      if isOver { return nil }
      work.wait()
    }
  }

  func give(_ result: Result<Replayed, LogFailure>) {
    state.withLock { $0.result = result }
    change.signal()
  }

  /// Waits until the applying thread went on; it may have done so before.
  func awaitChange() { change.wait() }

  /// What all batches led to.
  func awaitResult() throws(LogFailure) -> Replayed? {
    while true {
      if let result = state.withLock({ $0.result.take() }) { return try result.get() }
      change.wait()
    }
  }
}
