import Foundation
import Harness
import Testing

@Suite("Activation")
struct ActivationTests {
  @Test(
    "a first connection starts the daemon, which answers it, tells the manager and stops in order")
  func activated() throws {
    guard try available("systemd-socket-activate"), let daemon = program("coxswaind") else {
      return
    }
    try withFolder { folder in
      let socket = "\(folder)/api.sock"
      let manager = NotifySocket(in: folder)
      let said = Pipe()
      let process = try ChildProcess(
        "systemd-socket-activate",
        [
          "--listen=\(socket)", "--fdname=api", "-E", "NOTIFY_SOCKET=\(manager.path)",
          "-E", "STATE_DIRECTORY=\(folder)/state", "-E", "WATCHDOG_USEC=20000000",
          daemon, "--team", "acme", "--exit-with-parent",
        ], error: said.fileHandleForWriting.fileDescriptor)
      try said.fileHandleForWriting.close()
      defer { process.signal(SIGKILL) }
      try #require(said.fileHandleForReading.shows("Listening on"))
      #expect(manager.receive() == nil, "it must not run before somebody connects")

      let line = #"{"jsonrpc":"2.0","id":1,"method":"status"}"#
      let answer = try LineSocket(socket).call(line)
      #expect(answer.hasPrefix(#"{"jsonrpc":"2.0","id":1,"result":{"#), "\(answer)")
      #expect(answer.contains(#""team":"acme""#))
      #expect(manager.receives("READY=1"))
      #expect(manager.receives("WATCHDOG=1"))
      #expect(try shell("ls '\(folder)/state/log'").output.hasPrefix("00000000000000000001.ndjson"))

      process.signal(SIGTERM)
      #expect(manager.receives("STOPPING=1"))
      #expect(process.wait() == .code(0))
      #expect(FileManager.default.fileExists(atPath: socket), "the socket is the manager's")
    }
  }
}

extension FileHandle {
  /// Reads until a text has appeared; false when the stream ends without it.
  func shows(_ text: String) -> Bool {
    var bytes = Data()
    while true {
      let more = availableData
      bytes.append(more)
      if String(decoding: bytes, as: UTF8.self).contains(text) { return true }
      if more.isEmpty { return false }
    }
  }
}
