import Foundation
import Harness
import Testing

@Suite(
  "An integration that keeps nothing", .serialized,
  .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct IngestResumeTests {
  static let kills = 200

  @Test("Two hundred kills of it and of the daemon, at any byte, lose and double no line")
  func kills() throws {
    let workbench = try Workbench()
    var (source, chance) = (SourceFile(), Chance())
    var daemon = try workbench.start()
    let program = try FeedProgram(workbench.folder.path)
    var (daemonKills, resumed, deaths) = (0, 0, 0)
    for kill in 1...Self.kills {
      source.grow(by: chance.number(0...40))
      // Kept apart: most integrations die between two of the daemon's own deaths.
      let killsDaemon = chance.number(1...4) == 1
      let (every, isProcess) = (chance.number(1...9), chance.number(0...1) == 0)
      if isProcess {
        let end = try program.run(
          source, daemon.socket, cursorEvery: every, killedAt: chance.number(0...40))
        try #require([.code(0), .signal(SIGKILL)].contains(end), "seed \(chance.seed)")
        if end == .signal(SIGKILL) { deaths += 1 }
      } else {
        var client = Integration(source)
        let began = try client.start(daemon.socket)
        if began > 0 { resumed += 1 }
        let bytes = client.stream(cursorEvery: every)
        let cut = chance.number(0...bytes.count)
        // Half of them get answers to what they sent before the end comes.
        try client.run(Array(bytes[..<cut]), readsAnswers: chance.number(0...1) == 0)
      }
      if killsDaemon {
        daemonKills += 1
        daemon.kill()
        let sound = try workbench.verify()
        try #require(
          sound.status == .code(0), "seed \(chance.seed), kill \(kill): \(sound.errorOutputText)")
        daemon = try workbench.start()
      }
    }
    var last = Integration(source)
    _ = try last.start(daemon.socket)
    try last.finish()
    #expect(daemon.stop() == .code(0))
    let stored = try workbench.records().compactMap(\.event)
    let isSame = stored == source.lines
    #expect(isSame, "seed \(chance.seed): not each line once and in order")
    // Else the kills missed: there were all kinds, and cursors to go on from.
    #expect(daemonKills > 20 && resumed > 20 && deaths > 20, "seed \(chance.seed)")
    #expect(source.lines.count > 2_000, "seed \(chance.seed)")
  }
}

/// A system that only ever appends to its file of events.
private struct SourceFile {
  static let name = "/crm/resume"
  private(set) var lines: [String] = []
  private(set) var bytes: [UInt8] = []

  mutating func grow(by count: Int) {
    for _ in 0..<count {
      let line =
        "{\"specversion\":\"1.0\",\"id\":\"r-\(lines.count)\",\"source\":\"\(Self.name)\","
        + "\"type\":\"coxswain.activity.logged\",\"subject\":\"ana\","
        + "\"data\":{\"metric\":\"call\",\"minutes\":\(lines.count % 30)}}"
      lines.append(line)
      bytes += Array((line + "\n").utf8)
    }
  }
}

/// An integration that is a process, with the Python client, and dies by SIGKILL.
private struct FeedProgram {
  private let (program, file): (String, String)

  init(_ folder: String) throws {
    (program, file) = (folder + "/feed.py", folder + "/source.ndjson")
    try Self.text.write(toFile: program, atomically: false, encoding: .utf8)
  }

  /// Runs it until it has begun so many lines, or to its end.
  func run(
    _ source: SourceFile, _ socket: String, cursorEvery count: Int, killedAt lines: Int
  ) throws -> Harness.ExitStatus {
    try Data(source.bytes).write(to: URL(filePath: file))
    let pipe = Pipe()
    let child = try ChildProcess(
      "python3",
      [program, TranscriptTests.folder + "/../clients", SourceFile.name, file, "\(count)"],
      output: pipe.fileHandleForWriting.fileDescriptor, environment: ["COX_SOCKET=\(socket)"])
    try pipe.fileHandleForWriting.close()
    for _ in 0..<lines {
      guard try pipe.fileHandleForReading.read(upToCount: 1)?.isEmpty == false else { break }
    }
    child.signal(SIGKILL)
    return child.wait()
  }

  private static let text = """
    import os, sys
    sys.path.insert(0, sys.argv[1])
    sys.dont_write_bytecode = True
    from coxswain import Coxswain, Cursor

    def feed(resume):
        with open(sys.argv[3], "rb") as file:
            file.seek(int(resume.get("cursor", 0)))
            for n, line in enumerate(file, 1):
                os.write(1, b".")
                yield line
                if n % int(sys.argv[4]) == 0:
                    yield Cursor(file.tell())
            yield Cursor(file.tell())

    Coxswain().ingest(feed, sys.argv[2])
    """
}

/// One life of an integration: where its source goes on, only the daemon knows.
private struct Integration {
  private let source: SourceFile
  private var socket: LineSocket?
  private var offset = 0

  init(_ source: SourceFile) { self.source = source }

  /// Opens the stream: the offset in the source file to go on from.
  mutating func start(_ path: String) throws -> Int {
    let open =
      #"{"jsonrpc":"2.0","id":1,"method":"ingest","params":{"source":"\#(SourceFile.name)","raw":true}}"#
    while true {
      let socket = try LineSocket(path)
      try socket.send(open)
      let answer = try json(try #require(try socket.readLine()))
      // The daemon may not have noticed yet that the one before has died.
      if answer["error"] != nil, "\(answer)".contains("source_busy") { continue }
      let params = try #require(answer["params"] as? [String: Any], "\(answer)")
      let resume = params["resume"] as? [String: Any]
      offset = (resume?["cursor"] as? String).flatMap { Int($0) } ?? 0
      self.socket = socket
      return offset
    }
  }

  /// Everything it would send: the lines from its offset, and its place after every few of them.
  func stream(cursorEvery count: Int) -> [UInt8] {
    var (bytes, place, since): ([UInt8], Int, Int) = ([], offset, 0)
    while let end = source.bytes[place...].firstIndex(of: 10) {
      bytes += source.bytes[place...end]
      place = end + 1
      since += 1
      guard since == count || place == source.bytes.count else { continue }
      since = 0
      bytes += Array(
        (#"{"jsonrpc":"2.0","method":"ingest.cursor","params":{"stream":1,"cursor":"\#(place)"}}"#
          + "\n").utf8)
    }
    return bytes
  }

  /// Sends a part of it; then its life is over, whatever was still on the way.
  mutating func run(_ bytes: [UInt8], readsAnswers: Bool) throws {
    guard let socket else { return }
    try socket.send(bytes)
    if readsAnswers, bytes.contains(10) { _ = try socket.readLine() }
    self.socket = nil
  }

  /// Sends all and waits for the result.
  mutating func finish() throws {
    guard let socket else { return }
    try socket.send(stream(cursorEvery: 7))
    socket.finishSending()
    var last = ""
    while let line = try socket.readLine() { last = line }
    #expect(last.contains("\"end\":\"eof\"") && last.contains("\"rejected\":0"), "\(last)")
  }
}
