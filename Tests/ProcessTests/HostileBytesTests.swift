import Foundation
import Glibc
import Harness
import Testing

@Suite("Hostile bytes", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct HostileBytesTests {
  /// What a line was answered with: the kind of an error, else that it was taken.
  private func outcomes(_ lines: [String]) throws -> [String] {
    try lines.compactMap { line in
      let message = try json(line)
      let holder = message["params"] as? [String: Any]
      // An acknowledgement of what was refused only says no more than the refusals before it.
      if holder?["n"] as? Int == holder?["rejected"] as? Int, holder?["new"] != nil { return nil }
      let error = (message["error"] ?? holder?["error"]) as? [String: Any]
      return (error?["data"] as? [String: Any])?["kind"] as? String ?? "taken"
    }
  }

  @Test("Random bytes are refused line by line and hold nobody up")
  func garbage() throws {
    let siege = try Siege()
    var chance = Chance()
    for _ in 0..<(40 * Siege.scale) {
      let socket = try siege.connect()
      var bytes = (0..<65_536).map { _ in UInt8(truncatingIfNeeded: chance.number(0...255)) }
      bytes += Array(("\n" + Siege.status + "\n").utf8)
      startThread { [path = siege.daemon.socket, bytes] in
        _ = try? LineSocket(path).flood(bytes, times: 4)
      }
      try socket.send(bytes)
      socket.finishSending()
      let lines = try socket.rest()
      #expect(lines.last?.contains("\"result\"") == true, "seed \(chance.seed)")
      #expect(try outcomes(lines.dropLast()).allSatisfy { $0 != "taken" }, "seed \(chance.seed)")
    }
    try siege.end("garbage")
  }

  @Test("Every line of the corpus, cut at every byte, is answered as it is in one piece")
  func cuts() throws {
    let siege = try Siege()
    let folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "protocol/corpus")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".line") }.sorted()
    try #require(names.count > 80)
    for name in names {
      let bytes = Array(try Data(contentsOf: folder.appending(path: name)))
      // The first time an event is new; from the second on the answer stays the same.
      _ = try said(bytes, cut: 0, siege)
      let whole = try outcomes(try said(bytes, cut: 0, siege))
      let wanted = name.split(separator: "_").dropFirst().first?.replacing("-", with: "_")
      if name.hasPrefix("reject") { #expect(whole == [wanted.map(String.init)], "\(name)") }
      if name.hasPrefix("accept") { #expect(!whole.contains("parse"), "\(name): \(whole)") }
      // A cut inside a run of one byte is like its neighbours: of a long line only some are tried.
      for cut in stride(from: 1, to: max(bytes.count, 1), by: max(1, bytes.count / 400)) {
        let parts = try outcomes(try said(bytes, cut: cut, siege))
        #expect(parts == whole, "\(name) cut at \(cut)")
      }
    }
    try siege.end("corpus")
  }

  private func said(_ bytes: [UInt8], cut: Int, _ siege: Siege) throws -> [String] {
    let socket = try siege.connect()
    if cut > 0 {
      try socket.send(Array(bytes[..<cut]))
      socket.waitUntilTaken()
    }
    try socket.send(Array(bytes[cut...]))
    socket.finishSending()
    return try socket.rest()
  }

  @Test("Depth and length are taken to the limit and refused past it")
  func limits() throws {
    let siege = try Siege()
    let status = #"{"jsonrpc":"2.0","id":1,"method":"status","params":{"x":"#
    for (depth, kind) in [(62, "taken"), (63, "parse"), (100_000, "parse")] {
      for (open, close) in [("[", "]"), (#"{"a":"#, "}")] {
        let nested =
          String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
        let socket = try siege.connect()
        try socket.send(status + nested + "}}")
        try socket.send(Siege.status)
        socket.finishSending()
        #expect(
          try outcomes(try socket.rest()) == [kind, "taken"], "depth \(depth + 2) of \(open)")
      }
    }
    for (length, expected) in [
      (1_048_576, ["taken", "taken"]), (1_048_577, ["line_too_long"]),
    ] {
      let padding = length - status.utf8.count - 4
      let line = status + "\"" + String(repeating: "x", count: padding) + "\"}}"
      #expect(line.utf8.count == length)
      let socket = try siege.connect()
      // It may be refused, and closed, before it has all been sent.
      _ = socket.flood(Array((line + "\n" + Siege.status + "\n").utf8), times: 1)
      socket.finishSending()
      #expect(try outcomes(try socket.rest()) == expected, "\(length) bytes")
    }
    try siege.end("limits")
  }

  @Test("A hundred megabytes without a newline end at one, on each connection anew")
  func endless() throws {
    let siege = try Siege()
    let piece = [UInt8](repeating: 0x78, count: 65_536)
    let one = try siege.connect()
    #expect(one.flood(piece, times: 1_600) == .closed)
    #expect(try outcomes(try one.rest()) == ["line_too_long"])
    for _ in 0..<(100 * Siege.scale) {
      let socket = try siege.connect()
      #expect(socket.flood(piece, times: 1_600) == .closed)
    }
    try siege.end("no newline", memoryMiB: 64)
  }

  @Test("A byte at a time is a line at last, or is refused when it takes too long")
  func trickle() throws {
    let siege = try Siege()
    let socket = try siege.connect()
    for byte in Siege.status.utf8.prefix(20) {
      try socket.send([byte])
      socket.waitUntilTaken()
    }
    try socket.send(Array(Siege.status.utf8.dropFirst(20)) + [10])
    #expect(try socket.readLine()?.contains("\"result\"") == true)
    // The limit of 30 s is tested on the engine's own clock; here it takes its time.
    if Siege.scale > 1 {
      let slow = try LineSocket(siege.daemon.socket, timeoutSeconds: 1)
      var answer: String?
      for byte in Siege.status.utf8.prefix(35) where answer == nil {
        try slow.send([byte])
        answer = try? slow.readLine()
      }
      #expect(answer?.contains("longer than 30 s") == true)
      #expect(try slow.readLine() == nil)
    }
    try siege.end("trickle")
  }
}
