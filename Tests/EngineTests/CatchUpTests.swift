import Engine
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
}
