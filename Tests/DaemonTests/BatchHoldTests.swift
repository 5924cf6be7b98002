import Daemon
import Testing

@Suite("Holding a batch")
struct BatchHoldTests {
  private static let sync: Int64 = 200_000
  private var hold = BatchHold()

  /// So many speak, their batch is committed, and all are told at time 0.
  private mutating func told(_ count: Int) -> [BatchHold.Speaker] {
    var speakers = Array(repeating: BatchHold.Speaker(), count: count)
    for place in speakers.indices { hold.heard(&speakers[place]) }
    hold.batchClosed()
    hold.commitTold(at: 0, sync: Self.sync)
    for place in speakers.indices { hold.answered(&speakers[place]) }
    return speakers
  }

  @Test("A batch is held until all who were told a commit have spoken")
  mutating func all() {
    var speakers = told(3)
    for place in speakers.indices {
      #expect(hold.isOpen(at: 1, gathered: 100))
      hold.heard(&speakers[place])
      // Once counts once.
      hold.heard(&speakers[place])
    }
    #expect(!hold.isOpen(at: 1, gathered: 100))
  }

  @Test("Who is alone is not waited for, nor is anybody before the first commit")
  mutating func alone() {
    #expect(!hold.isOpen(at: 0, gathered: 0))
    var speaker = told(1)[0]
    hold.heard(&speaker)
    #expect(!hold.isOpen(at: 1, gathered: 100))
  }

  @Test("Who stays silent is waited for half a sync, and half a millisecond at most")
  mutating func silent() {
    _ = told(2)
    #expect(hold.isOpen(at: Self.sync / 2 - 1, gathered: 100))
    #expect(!hold.isOpen(at: Self.sync / 2, gathered: 100))
    hold.commitTold(at: 0, sync: 10_000_000)
    var speaker = BatchHold.Speaker()
    hold.heard(&speaker)
    hold.batchClosed()
    hold.answered(&speaker)
    #expect(hold.isOpen(at: BatchHold.longest - 1, gathered: 100))
    #expect(!hold.isOpen(at: BatchHold.longest, gathered: 100))
  }

  @Test("What is no longer little is not held")
  mutating func much() {
    _ = told(2)
    #expect(hold.isOpen(at: 1, gathered: BatchHold.littleBytes - 1))
    #expect(!hold.isOpen(at: 1, gathered: BatchHold.littleBytes))
  }

  @Test("Who spoke while the commit was under way is not expected to speak again")
  mutating func meanwhile() {
    var speaker = BatchHold.Speaker()
    hold.heard(&speaker)
    hold.batchClosed()
    hold.heard(&speaker)
    hold.commitTold(at: 0, sync: Self.sync)
    hold.answered(&speaker)
    #expect(!hold.isOpen(at: 1, gathered: 100))
  }

  @Test("Who only listens is not expected to speak")
  mutating func listener() {
    var listener = BatchHold.Speaker()
    _ = told(0)
    hold.answered(&listener)
    #expect(!hold.isOpen(at: 1, gathered: 100))
  }

  @Test("A commit makes forget whom the one before was waiting for")
  mutating func next() {
    var old = told(1)[0]
    _ = told(1)
    hold.heard(&old)
    #expect(hold.isOpen(at: 1, gathered: 100), "the newer one has not spoken")
  }
}
