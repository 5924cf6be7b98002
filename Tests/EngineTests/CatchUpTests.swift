import Engine
import JSONText
import Testing

@Suite("Catching up")
struct CatchUpTests {
  private static let subscribe =
    #"{"jsonrpc":"2.0","id":1,"method":"subscribe","params":{"from":"start"}}"#

  /// Three connections that wait for the same piece of a log with one event.
  private func readers() throws -> (world: World, readers: [ConnectionID]) {
    let scene = try Scene()
    let world = scene.world
    world.send(world.connect(), Scene.event("c-1", "2026-11-20T09:00:00Z"))
    world.readsAtOnce = false
    let readers = (0..<3).map { _ in world.connect() }
    for reader in readers { world.send(reader, Self.subscribe) }
    return (world, readers)
  }

  private func heard(_ world: World, _ reader: ConnectionID) -> (events: Int, marks: Int) {
    let lines = world.take(reader)
    return (
      lines.count { $0.contains("events.next") && $0.contains(#""id":"c-1""#) },
      lines.count { $0.contains(#""state":"live""#) }
    )
  }

  @Test("readers at the same place share one read, and each hears all of it once")
  func shared() throws {
    let (world, readers) = try readers()
    #expect(world.readNow() == 1)
    for reader in readers { #expect(heard(world, reader) == (1, 1)) }
  }

  @Test("when the reader for whom a piece is read leaves, the others read it themselves")
  func ownerLeaves() throws {
    let (world, readers) = try readers()
    world.drop(readers[0])
    world.readNow()
    world.readNow()
    for reader in readers[1...] { #expect(heard(world, reader) == (1, 1)) }
  }

  @Test("a subscription that is cancelled while it waits hears no event after its result")
  func cancelled() throws {
    let (world, readers) = try readers()
    world.send(readers[1], #"{"jsonrpc":"2.0","method":"$/cancel","params":{"id":1}}"#)
    #expect(world.take(readers[1]).contains { $0.contains("cancelled") })
    world.readNow()
    #expect(world.take(readers[1]).isEmpty)
    #expect(heard(world, readers[0]) == (1, 1))
  }

  @Test("who is nearly up to date is told from memory, from the very event after their cursor")
  func fromMemory() throws {
    let scene = try Scene()
    let world = scene.world
    let (producer, first) = (world.connect(), world.connect())
    world.send(first, #"{"jsonrpc":"2.0","id":1,"method":"subscribe","params":{"from":"now"}}"#)
    world.commitsAtOnce = false
    // One batch for the first event, and one for the four that come while it is written.
    for number in 1...5 {
      world.send(producer, Scene.event("m-\(number)", "2026-11-20T09:00:00Z"))
    }
    world.commitNow()
    world.commitNow()
    world.commitsAtOnce = true
    let told = world.take(first).filter { $0.contains("events.next") }
    try #require(told.count == 5)
    world.readsAtOnce = false
    for (place, line) in told.enumerated() {
      let cursor = try #require(try JSONValue.parse(line)["params"]?["cursor"]?.string)
      let reader = world.connect()
      world.send(
        reader,
        #"{"jsonrpc":"2.0","id":1,"method":"subscribe","params":{"from":{"after":"\#(cursor)"}}}"#)
      let heard = world.take(reader).filter { $0.contains("events.next") }
      #expect(heard == Array(told.dropFirst(place + 1)))
    }
    #expect(world.readNow() == 0, "nothing was read from disk")
  }

  @Test(
    "a reader that takes nothing falls out of memory, is told so, and misses and repeats nothing")
  func fallsBehind() throws {
    let scene = try Scene()
    let world = scene.world
    let (producer, slow) = (world.connect(), world.connect())
    world.send(slow, #"{"jsonrpc":"2.0","id":1,"method":"subscribe","params":{"from":"now"}}"#)
    _ = world.take(slow)
    world.stall(slow)
    let note = String(repeating: "n", count: 9_000)
    let count = 800
    for number in 0..<count {
      world.send(
        producer,
        Scene.event(
          "s-\(number)", "2026-11-20T09:00:00Z", data: #"{"metric":"call","note":"\#(note)"}"#))
    }
    world.resume(slow)
    let lines = world.take(slow)
    #expect(lines.contains { $0.contains(#""state":"behind""#) })
    let told = try lines.filter { $0.contains("events.next") }.map {
      try JSONValue.parse($0)["params"]?["event"]?["id"]?.string ?? ""
    }
    #expect(told == (0..<count).map { "s-\($0)" })
  }
}
