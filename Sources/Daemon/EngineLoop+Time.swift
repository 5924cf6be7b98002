import CLinux
import Domain
import Engine
import Glibc
import SystemPorts
import Systemd

extension EngineLoop {
  /// For how long there is nothing to do unless something arrives, in milliseconds; for the moment after
  /// a commit in which somebody is expected the loop looks again and again.
  func patience() -> Int32 {
    if isTurnDue || isAgainDue { return 0 }
    if expectsMore() {
      // Others may need this processor to say what is expected.
      sched_yield()
      return 0
    }
    let left = max(min(wakeAt, feedAt, stopBy ?? .max) - clocks.ticker.nanoseconds(), 0)
    // Rounded up: it would turn around in vain otherwise.
    return Int32(min((left + 999_999) / 1_000_000, 60_000))
  }

  func keepTime() {
    let now = clocks.ticker.nanoseconds()
    if now >= wakeAt { wake() }
    if now >= feedAt { feedWatchdog(now) }
    endIfSettled()
  }

  func wake(after microseconds: Int64) {
    wakeAt = min(wakeAt, clocks.ticker.nanoseconds() + max(microseconds, 1000) * 1000)
  }

  func wake() {
    wakeAt = .max
    resumeListening()
    engine.figures = usage.figures(lastSync: committer.lastSyncMicroseconds)
    engine.figures.damages = damages.damages
    let moment = clocks.moment
    if !isCommitting {
      lastAlive = moment.monotonicNanoseconds
      engine.diskChanged(hasSpace: committer.hasSpace())
    }
    engine.observe(moment)
    engine.wake()
    runTurn()
    releaseMemory(moment.monotonicNanoseconds)
  }

  /// Gives back what a busy time needed, once nobody has asked for anything for a second.
  private func releaseMemory(_ now: Int64) {
    guard !hasReleased, !isCommitting, reader.sidecars.idle(at: now) > 1_000_000_000 else { return }
    hasReleased = true
    engine.inputRests()
    input.rest()
  }

  /// Feeds the watchdog from here on: only as long as syncs return and the loop turns.
  func feedWatchdog(within tolerated: Int64) {
    feedPeriod = max(tolerated / 4, 100_000_000)
    feedAt = clocks.ticker.nanoseconds() + feedPeriod
  }

  private func feedWatchdog(_ now: Int64) {
    feedAt = now + feedPeriod
    guard now - lastAlive < feedPeriod * 4 else { return }
    Systemd.notify(.watchdog, .status(statusLine))
  }
}
