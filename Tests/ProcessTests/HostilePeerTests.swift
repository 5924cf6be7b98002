import Glibc
import Harness
import Testing

@Suite("Hostile peers", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct HostilePeerTests {
  private func event(_ id: String) -> String {
    "{\"specversion\":\"1.0\",\"id\":\"\(id)\",\"source\":\"/half\","
      + "\"type\":\"coxswain.activity.logged\",\"subject\":\"ana\",\"data\":{\"metric\":\"call\"}}"
  }

  @Test("A half-close finishes what is whole, drops what is not, and leaves subscriptions open")
  func halfCloses() throws {
    let siege = try Siege()
    let ingest =
      #"{"jsonrpc":"2.0","id":5,"method":"ingest","params":{"source":"/half","raw":true}}"# + "\n"
    let whole = event("h-1") + "\n"
    for (sent, last) in [
      ("", nil), (String(Siege.status.dropLast(3)), nil), (Siege.status, nil),
      (Siege.status + "\n", "\"result\""), (ingest, "\"n\":0"),
      (ingest + whole, "\"n\":1"), (ingest + whole + whole.dropLast(), "\"n\":1"),
      (ingest + whole + whole, "\"end\":\"eof\""),
    ] as [(String, String?)] {
      let socket = try siege.connect()
      try socket.send(Array(sent.utf8))
      socket.finishSending()
      let lines = try socket.rest()
      #expect(last.map { lines.last?.contains($0) == true } ?? lines.isEmpty, "\(sent): \(lines)")
    }
    let reader = try siege.connect()
    try reader.send(#"{"jsonrpc":"2.0","id":1,"method":"subscribe","params":{"from":"now"}}"#)
    reader.finishSending()
    for _ in 0..<20 {
      // The prober's events.
      #expect(try reader.readLine()?.contains("events.") == true)
    }
    try siege.end("half-closes")
  }

  @Test("A thousand idle connections cost little, and each is still served")
  func idle() throws {
    let siege = try Siege()
    var sockets: [LineSocket] = []
    for _ in 0..<1_000 { sockets.append(try siege.connect()) }
    for socket in sockets { #expect(try socket.call(Siege.status).contains("\"result\"")) }
    sockets = []
    try siege.end("idle", memoryMiB: 96)
  }

  @Test("Ten thousand connects: the limit is answered, also where a shell allows 1,024 files")
  func connects() throws {
    let siege = try Siege(before: ["prlimit", "--nofile=1024:8192"])
    var open: [LineSocket] = []
    var refused = 0
    for _ in 0..<10_000 {
      let socket = try siege.connect()
      guard open.count >= 1_023 else {
        open.append(socket)
        continue
      }
      let answer = try socket.rest()
      #expect(answer.count == 1 && answer[0].contains("\"too_many\""), "\(answer)")
      refused += 1
    }
    #expect(refused == 10_000 - 1_023)
    let last = try #require(open.last)
    #expect(try last.call(Siege.status).contains("\"result\""), "within the limit all are served")
    open = []
    try siege.end("connects", memoryMiB: 96)
  }

  @Test("A thousand lines that never end share one budget")
  func unfinished() throws {
    let siege = try Siege()
    let piece = [UInt8](repeating: 0x78, count: 65_536)
    var sockets: [LineSocket] = []
    for _ in 0..<1_000 { sockets.append(try siege.connect()) }
    // Until the daemon takes no more from any of them.
    var stillRounds = 0
    while stillRounds < 5 {
      stillRounds += 1
      for socket in sockets {
        let count = unsafe Glibc.send(
          socket.descriptor, piece, piece.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
        if count > 0 { stillRounds = 0 }
      }
      var wanted = pollfd(fd: sockets[0].descriptor, events: Int16(POLLOUT), revents: 0)
      _ = unsafe poll(&wanted, 1, 20)
    }
    sockets = []
    // A thousand peers at full speed at once: one look at all sockets takes longer than one peer's.
    try siege.end("unfinished", milliseconds: 500)
  }

  @Test("A hundred thousand calls whose answers nobody reads stop being read")
  func unread() throws {
    let siege = try Siege()
    let status = Array((Siege.status + "\n").utf8)
    let hello =
      #"{"jsonrpc":"2.0","id":1,"method":"hello","params":{"protocol":1,"maxLine":1048576}}"# + "\n"
    let discover = Array((#"{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}"# + "\n").utf8)
    var sockets: [LineSocket] = []
    for number in 0..<(20 * Siege.scale) {
      let socket = try siege.connect()
      try socket.send(Array(hello.utf8))
      let line = number % 2 == 0 ? discover : status
      let thousand = Array(repeatElement(line, count: 1_000).joined())
      // The first of each kind is waited for; the others only fill what the kernel takes.
      let end = socket.flood(thousand, times: number < 2 ? 100 : 20)
      #expect(end == .blocked)
      sockets.append(socket)
    }
    // What a reader at last takes is whole and in order.
    let late = sockets[1]
    #expect(try late.readLine()?.contains("\"protocol\":1") == true)
    for _ in 0..<100 { #expect(try late.readLine()?.contains("\"version\"") == true) }
    sockets = []
    try siege.end("unread", memoryMiB: 128)
  }

  @Test("Refused lines whose refusals nobody reads stop being read")
  func refusals() throws {
    let siege = try Siege()
    for line in ["x", #"{"specversion":"1.0"}"#, #"{"jsonrpc":"2.0","id":1}"#] {
      let thousands = Array(repeatElement(Array((line + "\n").utf8), count: 10_000).joined())
      let socket = try siege.connect()
      #expect(socket.flood(thousands, times: 100) == .blocked, "\(line)")
    }
    try siege.end("refusals", memoryMiB: 64)
  }

  @Test("Descriptors passed along are closed, not kept")
  func descriptors() throws {
    let siege = try Siege()
    let socket = try siege.connect()
    let files = (0..<100).map { _ in dup(socket.descriptor) }
    for _ in 0..<50 {
      pass(files, with: Siege.status + "\n", on: socket)
      #expect(try socket.readLine()?.contains("\"result\"") == true)
    }
    for file in files { close(file) }
    let open = try run("ls", ["/proc/\(siege.daemon.pid)/fd"]).outputText
    #expect(open.split(separator: "\n").count < 60, "\(open)")
    withExtendedLifetime(socket) {}
    try siege.end("descriptors", memoryMiB: 32)
  }

  /// One message with descriptors beside its bytes (SCM_RIGHTS), laid out by hand: the macros for it
  /// are not imported.
  private func pass(_ files: [Int32], with text: String, on socket: LineSocket) {
    var bytes = Array(text.utf8)
    let header = MemoryLayout<cmsghdr>.size
    var control = [UInt8](repeating: 0, count: header + files.count * 4)
    let length = control.count
    let sent = unsafe control.withUnsafeMutableBytes { control in
      unsafe control.storeBytes(of: length, as: Int.self)
      unsafe control.storeBytes(of: SOL_SOCKET, toByteOffset: 8, as: Int32.self)
      unsafe control.storeBytes(of: Int32(SCM_RIGHTS), toByteOffset: 12, as: Int32.self)
      for (index, file) in files.enumerated() {
        unsafe control.storeBytes(of: file, toByteOffset: header + index * 4, as: Int32.self)
      }
      return unsafe bytes.withUnsafeMutableBytes { bytes in
        var part = unsafe iovec(iov_base: bytes.baseAddress, iov_len: bytes.count)
        return unsafe withUnsafeMutablePointer(to: &part) { part in
          var message = unsafe msghdr()
          unsafe message.msg_iov = part
          unsafe message.msg_iovlen = 1
          unsafe message.msg_control = control.baseAddress
          unsafe message.msg_controllen = control.count
          return unsafe sendmsg(socket.descriptor, &message, Int32(MSG_NOSIGNAL))
        }
      }
    }
    let count = text.utf8.count
    #expect(sent == count, "errno \(errno)")
  }

  @Test(
    "What a stranger names is not remembered",
    .enabled(if: IdentityTests.canChangeUser, "needs root"))
  func stranger() throws {
    let siege = try Siege(options: ["--socket-mode", "0666"])
    let long = String(repeating: "s", count: 60_000)
    let lines = (0..<2_000).map {
      "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/\($0)\(long)\"}"
    }
    let output = try siege.workbench.socat(
      lines, before: ["setpriv", "--reuid", "4799", "--regid", "4799", "--clear-groups"])
    #expect(output.outputText.contains("\"rejected\":2000"))
    try siege.end("stranger", memoryMiB: 48)
  }
}
