import CLinux
import Engine
import EventLog
import LinuxSystem
import Logging
import Synchronization
import SystemPorts

/// Has missing sidecars made on the reader's thread: a block at a time, with a rest after each, which is
/// many times as long while somebody is served, so that they take little from those who work.
final class SidecarKeeper: Sendable {
  private struct State {
    var maker: SidecarMaker<LinuxDirectory>
    var content: SidecarContent

    mutating func step() -> SidecarMaker<LinuxDirectory>.Step {
      let step = maker.step { content.block(of: $0) }
      if step != .going { content.beginAnew() }
      return step
    }
  }

  /// Beside the lock that a step holds: who only asks must not wait for it.
  private struct Asked {
    var isAtWork = false
    /// Whether something was sealed since the work began.
    var isAgain = false
  }

  /// A twentieth of the time: while segments fill one after the other, their sidecars can wait.
  private static let restsPerStep: Int64 = 19
  /// Half of the time when nobody has sent anything for a while.
  private static let restsInQuiet: Int64 = 1
  private static let leastRest: Int64 = 1_000_000
  private static let quiet: Int64 = 250_000_000
  private let lastServed = Atomic<Int64>(.min / 2)
  private let state: Mutex<State>
  private let asked = Mutex(Asked())
  private let damages: DamageBook
  private let thread: WorkerThread
  private let ticker: any Ticker
  private let logger: Logger

  init(
    _ maker: SidecarMaker<LinuxDirectory>, hashKey: (UInt64, UInt64), damages: DamageBook,
    thread: WorkerThread, ticker: any Ticker, logger: Logger
  ) {
    state = Mutex(State(maker: maker, content: SidecarContent(hashKey: hashKey)))
    self.damages = damages
    self.thread = thread
    self.ticker = ticker
    self.logger = logger
  }

  /// Looks for segments without a sidecar: at the start, and when one was sealed.
  func look() {
    let begins = asked.withLock { asked in
      asked.isAgain = asked.isAtWork
      defer { asked.isAtWork = true }
      return !asked.isAtWork
    }
    if begins { thread.submit { self.step() } }
  }

  /// Notes that input came, in monotonic nanoseconds.
  func served(at now: Int64) { lastServed.store(now, ordering: .relaxed) }

  /// For how long nobody has sent anything, in nanoseconds.
  func idle(at now: Int64) -> Int64 { now - lastServed.load(ordering: .relaxed) }

  private func step() {
    let began = ticker.nanoseconds()
    switch state.withLock({ $0.step() }) {
    case .going: break
    case .made(let first):
      logger.debug("made the sidecar of the segment from seq \(first)")
      // What making it needed is as much as seventy thousand events take.
      if idle(at: ticker.nanoseconds()) > Self.quiet { cox_release_memory() }
    case .gaveUp(let first, let failure):
      if case .damaged = failure { damages.note(failure) }
      logger.notice("the segment from seq \(first) has no sidecar: \(failure)")
    case .done: guard isAskedAgain() else { return }
    }
    let now = ticker.nanoseconds()
    let rests = idle(at: now) > Self.quiet ? Self.restsInQuiet : Self.restsPerStep
    thread.submit(afterNanoseconds: max(rests * (now - began), Self.leastRest)) { self.step() }
  }

  /// Whether there is work all the same, where there seemed to be no more.
  private func isAskedAgain() -> Bool {
    asked.withLock { asked in
      asked.isAtWork = asked.isAgain
      asked.isAgain = false
      return asked.isAtWork
    }
  }
}
