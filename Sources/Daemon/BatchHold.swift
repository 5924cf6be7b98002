/// Of whom more is expected in a moment: who was just told that something of theirs is durable often says
/// the next thing at once.
///
/// A small batch that waits for them for a moment saves a sync: without it, clients that go in step fall
/// into two halves, each of which waits for the other's sync. Times are monotonic nanoseconds.
package struct BatchHold {
  /// What is known of one connection.
  package struct Speaker {
    /// Has said something since it was answered last.
    fileprivate var hasAsked = false
    /// How many batches had been closed when it said something last.
    fileprivate var heardIn = 0
    /// The commit after whose answer it was expected to say more, until it did.
    fileprivate var expectedAfter = 0

    package init() {}
  }

  /// For half of what the last sync took more is waited for, and for no longer than this.
  package static let longest: Int64 = 500_000
  /// What is gathered may be as much at most: else one more commit costs less than to wait.
  package static let littleBytes = 16 * 1024

  /// Batches closed and commits told so far.
  private var closings = 0
  private var commits = 0
  /// How many were told the last commit and have said nothing since, and until when they are waited for.
  private var count = 0
  private var until = Int64.min

  package init() {}

  /// A batch takes nothing more: its commit begins.
  package mutating func batchClosed() { closings += 1 }

  /// A commit is being told: what was expected after the one before no longer is.
  package mutating func commitTold(at now: Int64, sync nanoseconds: Int64) {
    commits += 1
    count = 0
    until = now + min(nanoseconds / 2, Self.longest)
  }

  /// A connection was told what the commit brought it.
  package mutating func answered(_ speaker: inout Speaker) {
    // Who spoke while the commit was under way has said the next thing already.
    guard speaker.hasAsked, speaker.heardIn < closings else { return }
    speaker.hasAsked = false
    speaker.expectedAfter = commits
    count += 1
  }

  /// A connection said something, or says nothing more.
  package mutating func heard(_ speaker: inout Speaker) {
    speaker.hasAsked = true
    speaker.heardIn = closings
    guard speaker.expectedAfter == commits, count > 0 else { return }
    speaker.expectedAfter = 0
    count -= 1
  }

  /// Whether somebody is likely to say more in a moment, and what is gathered is little.
  package func isOpen(at now: Int64, gathered bytes: Int) -> Bool {
    count > 0 && bytes < Self.littleBytes && now < until
  }
}
