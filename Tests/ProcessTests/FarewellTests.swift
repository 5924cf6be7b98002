import Glibc
import Harness
import Testing

/// How connections end: the daemon says farewell to those who read, and is not kept busy by those who don't.
@Suite("Farewells", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct FarewellTests {
  private func event(_ number: Int) -> String {
    "{\"specversion\":\"1.0\",\"id\":\"f-\(number)\",\"source\":\"/peer\","
      + "\"type\":\"coxswain.activity.logged\",\"subject\":\"ana\",\"data\":{\"metric\":\"call\"}}"
  }

  @Test("Who is still reading when the daemon stops is told whole lines, and good-bye")
  func goodBye() throws {
    let workbench = try Workbench()
    let daemon = try workbench.start()
    let producer = try LineSocket(daemon.socket)
    for number in 1...5_000 { try producer.send(event(number)) }
    while try producer.readLine()?.contains("\"n\":5000,") == false {}
    let reader = try LineSocket(daemon.socket)
    try reader.send(#"{"jsonrpc":"2.0","id":1,"method":"subscribe","params":{"from":"start"}}"#)
    #expect(try reader.readLine() != nil)
    // More is written by now than the kernel takes for somebody who does not read.
    usleep(200_000)
    #expect(kill(daemon.pid, SIGTERM) == 0)
    var last = ""
    while let line = try reader.readLine() { last = line }
    #expect(last.contains("server.bye"), "\(last.prefix(200))")
  }

  @Test("Who shuts both ways and stays, its answers unread, keeps nobody busy")
  func shutAndStays() throws {
    let workbench = try Workbench()
    let daemon = try workbench.start()
    let socket = try LineSocket(daemon.socket)
    try socket.send(event(1))
    let calls = Array(
      repeatElement("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"status\"}\n", count: 1_000)
        .joined().utf8)
    #expect(socket.flood(calls, times: 100) == .blocked)
    #expect(shutdown(socket.descriptor, Int32(SHUT_RDWR)) == 0)
    #expect(try daemon.comesToRest())
    let other = try LineSocket(daemon.socket)
    #expect(try other.call(#"{"jsonrpc":"2.0","id":1,"method":"status"}"#).contains("\"result\""))
    #expect(daemon.stop() == .code(0), "\(daemon.log)")
    #expect(try workbench.records().compactMap(\.event).contains { $0.contains("f-1") })
  }
}
