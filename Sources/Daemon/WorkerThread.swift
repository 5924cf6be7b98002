import CLinux
import Dispatch
import Glibc
import Synchronization
import SystemPorts

/// A thread of its own that does jobs one after the other: at once in their order, later ones when due.
final class WorkerThread: Sendable {
  typealias Job = @Sendable () -> Void

  private struct State {
    /// By when each is due (monotonic nanoseconds): what is to be done at once, since it was given.
    var jobs: [(due: Int64, job: Job)] = []

    /// The first of those that have been due the longest; the time to wait for where none is due.
    mutating func next(at now: Int64) -> (job: Job?, due: Int64) {
      var first = 0
      for place in jobs.indices where jobs[place].due < jobs[first].due { first = place }
      guard !jobs.isEmpty else { return (nil, .max) }
      guard jobs[first].due <= now else { return (nil, jobs[first].due) }
      return (jobs.remove(at: first).job, 0)
    }
  }

  private let state = Mutex(State())
  private let bell = DispatchSemaphore(value: 0)

  /// Starts the thread; it lives as long as the process.
  init(_ name: StaticString) throws(ThreadRefused) {
    try startThread(name) { self.work() }
  }

  /// Has a job done, in so many nanoseconds at the earliest.
  func submit(afterNanoseconds delay: Int64 = 0, _ job: @escaping Job) {
    let due = cox_monotonic_ns() + max(delay, 0)
    state.withLock { $0.jobs.append((due, job)) }
    bell.signal()
  }

  private func work() {
    while true {
      let now = cox_monotonic_ns()
      let (job, due) = state.withLock { $0.next(at: now) }
      if let job {
        job()
      } else if due == .max {
        bell.wait()
      } else {
        _ = bell.wait(timeout: .now() + .nanoseconds(Int(due - now)))
      }
    }
  }
}

/// The system gave this process no further thread.
struct ThreadRefused: Error, CustomStringConvertible {
  let code: Int32

  var description: String {
    "the system refuses this process a thread (\(errnoText(code))): raise what limits them, "
      + "such as TasksMax= of the unit or `ulimit -u`, then start again"
  }
}

/// Runs a body on a thread of its own, which ends with it.
func startThread(_ name: StaticString, _ body: @escaping @Sendable () -> Void) throws(ThreadRefused)
{
  // reason: a new thread is given one pointer; it takes over the only reference to what it runs.
  let start = unsafe Unmanaged.passRetained(ThreadStart(name: name, body: body))
  var thread = pthread_t()
  let code = unsafe pthread_create(
    &thread, nil,
    { given in
      guard let given = unsafe given else { return nil }
      let start = unsafe Unmanaged<ThreadStart>.fromOpaque(given).takeRetainedValue()
      unsafe cox_name_thread("\(start.name)")
      start.body()
      return nil
    }, start.toOpaque())
  guard code == 0 else {
    unsafe start.release()
    throw ThreadRefused(code: code)
  }
  pthread_detach(thread)
}

private final class ThreadStart: Sendable {
  let name: StaticString
  let body: @Sendable () -> Void

  init(name: StaticString, body: @escaping @Sendable () -> Void) {
    self.name = name
    self.body = body
  }
}
