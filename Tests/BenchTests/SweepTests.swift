import Testing
import cox_bench

@Suite("Sweeps")
struct SweepTests {
  @Test("Events are swept up to what was asked for, and nothing else is cut")
  func sizes() {
    #expect(Sweep.events.sizes(most: 10_000_000).count == 4)
    #expect(Sweep.events.sizes(most: 999_999) == [10_000, 100_000])
    #expect(Sweep.members.sizes(most: 10_000) == [10, 100, 1_000])
    #expect(Sweep.connections.sizes(most: 10_000) == [1, 10, 100, 1_000])
  }

  @Test("A point changes what is swept and leaves the rest")
  func points() {
    let events = SweepPoint(.events, size: 1_000_000, most: 10_000_000)
    #expect(events.behind == 1_000_000)
    #expect((events.people, events.connections) == (50, 16))
    let members = SweepPoint(.members, size: 1_000, most: 10_000_000)
    #expect((members.people, members.behind, members.connections) == (1_000, 100_000, 16))
    let connections = SweepPoint(.connections, size: 100, most: 10_000)
    #expect(
      (connections.people, connections.behind, connections.connections) == (50, 10_000, 100))
  }

  @Test("As many events are under way on one connection as on many, as far as that goes")
  func windows() {
    let windows = Sweep.connections.sizes(most: 10_000).map {
      SweepPoint(.connections, size: $0, most: 10_000).window
    }
    #expect(windows == [4_096, 409, 40, 8])
  }

  @Test("Sizes are short where they are round")
  func texts() {
    #expect(
      [1, 1_000, 10_000, 100_000, 10_000_000].map(sizeText) == ["1", "1000", "10k", "100k", "10M"])
    #expect([12_345, 1_500_000].map(sizeText) == ["12345", "1500k"])
  }
}
