import Engine
import Testing

@Suite("Acknowledgements")
struct AcknowledgementTests {
  @Test("Lines that arrive while a batch is in flight are acknowledged with the next one")
  func duringACommit() throws {
    let world = try World()
    let (first, second) = (world.connect(), world.connect())
    world.commitsAtOnce = false
    world.send(first, event("a"))
    world.send(second, event("b"))
    #expect(world.take(first) == [] && world.take(second) == [])
    world.commitNow()
    #expect(world.take(first).map { $0.contains(#""n":1,"#) } == [true])
    #expect(world.take(second) == [])
    world.commitNow()
    #expect(world.take(second).map { $0.contains(#""n":1,"#) } == [true])
  }

  private func event(_ id: String) -> String {
    #"{"specversion":"1.0","id":""# + id + #"","source":"/crm/x","type":"coxswain.deal.opened","#
      + #""subject":"ana","data":{"deal":"d-1"}}"#
  }
}
