import Engine
import Testing

@Suite("Batches that are kept open")
struct KeptBatchTests {
  @Test("What comes in turns that keep the batch is one commit, and all of it is acknowledged")
  func kept() throws {
    let world = try World()
    let (first, second) = (world.connect(), world.connect())
    world.commitsAtOnce = false
    world.keepsBatch = true
    world.send(first, event("a"))
    world.send(second, event("b"))
    #expect(world.take(first) == [] && world.take(second) == [])
    #expect(world.commitsWaiting == 0 && world.engine.gatheredBytes > 0)
    world.keepsBatch = false
    world.settle()
    #expect(world.take(first) == [] && world.take(second) == [])
    #expect(world.commitsWaiting == 1 && world.engine.gatheredBytes == 0)
    // What is told after a commit is told in a turn that keeps the next batch: the acknowledgements
    // must have been written when this one was closed.
    world.keepsBatch = true
    world.commitNow()
    #expect(world.take(first).map { $0.contains(#""n":1,"#) } == [true])
    #expect(world.take(second).map { $0.contains(#""n":1,"#) } == [true])
    #expect(world.commitsWaiting == 0)
  }

  @Test("A turn that keeps the batch answers what saw nothing of it; what did waits for its commit")
  func queries() throws {
    let world = try World()
    let (producer, asking) = (world.connect(), world.connect())
    world.commitsAtOnce = false
    world.keepsBatch = true
    world.send(asking, hello(1))
    #expect(world.take(asking).map { $0.contains(#""id":1,"result""#) } == [true])
    world.send(producer, event("a"))
    world.send(asking, hello(2))
    #expect(world.take(asking) == [])
    world.keepsBatch = false
    world.settle()
    #expect(world.take(asking) == [])
    world.commitNow()
    #expect(world.take(asking).map { $0.contains(#""id":2,"result""#) } == [true])
  }

  private func hello(_ id: Int) -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"method":"hello","params":{"protocol":1}}"#
  }

  private func event(_ id: String) -> String {
    #"{"specversion":"1.0","id":""# + id + #"","source":"/crm/x","type":"coxswain.deal.opened","#
      + #""subject":"ana","data":{"deal":"d-1"}}"#
  }
}
