import Engine
import SystemPorts

/// Of whom more is expected in a moment: who was just told that something of theirs is durable often says
/// the next thing at once.
///
/// A small batch that waits for them for a moment saves a sync: without it, clients that go in step fall
/// into two halves, each of which waits for the other's sync.
struct Expectation {
  /// Batches that were closed so far.
  var closings = 0
  /// Commits that were told so far, and whether one is being told.
  var commits = 0
  var isTelling = false
  /// How many were told the last one and have said nothing since, and until when they are waited for.
  var count = 0
  var until: Int64 = 0
  /// Whether a batch is kept open for them.
  var holdsBatch = false
}

extension EngineLoop {
  private static let longest: Int64 = 500_000
  private static let littleBytes = 16 * 1024

  /// Whether what is gathered is so little that one more commit costs more than to wait a moment.
  var mayHoldBatch: Bool { engine.gatheredBytes < Self.littleBytes }

  /// Whether somebody is likely to say more in a moment; once the moment is over nobody is.
  func expectsMore() -> Bool {
    guard expectation.count > 0, !isCommitting else { return false }
    guard mayHoldBatch, clocks.ticker.nanoseconds() < expectation.until else {
      expectation.count = 0
      return false
    }
    return true
  }

  /// A turn's answers are sent: where a commit was told, for half of what it took at most, more is waited
  /// for of those who had asked.
  func expectAnswered() {
    guard expectation.isTelling else { return }
    expectation.isTelling = false
    expectation.commits += 1
    expectation.count = 0
    // Who spoke while the commit was under way has said the next thing already.
    for connection in unflushed
    where connection.hasAsked && connection.heardIn < expectation.closings {
      connection.hasAsked = false
      // Who is gone, or has said its last, says nothing more however long one waits.
      guard connections[connection.id] === connection, !connection.inputEnded else { continue }
      connection.expectedAfter = expectation.commits
      expectation.count += 1
    }
    expectation.until =
      clocks.ticker.nanoseconds() + min(committer.lastSyncMicroseconds * 500, Self.longest)
  }

  /// A connection said something, or is gone.
  func heard(_ connection: Connection) {
    connection.hasAsked = true
    connection.heardIn = expectation.closings
    guard connection.expectedAfter == expectation.commits, expectation.count > 0 else { return }
    connection.expectedAfter = 0
    expectation.count -= 1
  }
}
