import Domain
import Engine
import JSONText
import Testing

@Suite("Backups of the log")
struct BackupTests {
  private static let ask = #"{"jsonrpc":"2.0","id":1,"method":"store.backup"}"#

  /// What a copy's lines say: the files with their bytes, put together as a client does.
  private func copy(_ lines: [String]) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    var path = ""
    for line in lines {
      let message = try JSONValue.parse(line)
      let params = message["params"] ?? .null
      switch message["method"]?.string {
      case "store.file":
        path = params["path"]?.string ?? ""
        files[path] = Array((params["text"]?.string ?? "").utf8)
      case "store.lines":
        let bytes = Array(line.utf8)
        let list = JSONRaw.member(bytes, 0..<bytes.count, "params")
          .flatMap { JSONRaw.member(bytes, $0, "lines") }
        for record in JSONRaw.elements(bytes, try #require(list)) {
          files[path, default: []] += bytes[record] + [0x0a]
        }
      default: break
      }
    }
    return files
  }

  private func log(_ world: World, _ seqs: ClosedRange<UInt64>) -> [UInt8] {
    seqs.flatMap { world.lines[$0] ?? [] }
  }

  private func fill(_ world: World, _ count: Int, named name: String = "b", note: Int = 10) {
    let producer = world.connect()
    let text = String(repeating: "n", count: note)
    for number in 1...count {
      world.send(
        producer,
        Scene.event(
          "\(name)-\(number)", "2026-11-20T09:00:00Z", data: #"{"metric":"call","note":"\#(text)"}"#
        ))
    }
  }

  @Test("a copy is the log byte for byte, up to the seq that it states and no further")
  func exact() throws {
    let scene = try Scene()
    let world = scene.world
    fill(world, 40, note: 9_000)
    world.sealed = 5
    let stated = world.engine.durableSeq
    world.readsAtOnce = false
    let reader = world.connect()
    world.send(reader, Self.ask)
    // What is recorded while the copy is on its way is not in it.
    fill(world, 3, named: "later")
    while world.readNow() > 0 {}
    let lines = world.take(reader)
    let begin = try JSONValue.parse(try #require(lines.first))
    #expect(begin["method"]?.string == "store.begin")
    #expect(begin["params"]?["seq"]?.integer == Int64(stated))
    #expect(lines.last == #"{"jsonrpc":"2.0","id":1,"result":{"end":"complete","seq":\#(stated)}}"#)
    let files = try copy(lines)
    #expect(files.count == 4 && begin["params"]?["files"]?.integer == 4)
    #expect(files["log/00000000000000000001.ndjson"] == log(world, 1...5))
    #expect(files["log/00000000000000000001.seal"] == Array("{\"last\": 5}\n".utf8))
    #expect(files["log/00000000000000000006.ndjson"] == log(world, 6...stated))
    #expect(world.engine.durableSeq > stated)
  }

  @Test("no line is longer than its peer takes")
  func lineLength() throws {
    let scene = try Scene()
    fill(scene.world, 60, note: 3_000)
    let lines = { (hello: String?) in
      let reader = scene.world.connect()
      if let hello { scene.world.send(reader, hello) }
      scene.world.send(reader, Self.ask)
      return scene.world.take(reader).filter { $0.contains("store.lines") }
    }
    let short = lines(nil)
    #expect(short.count > 2 && short.allSatisfy { $0.utf8.count <= 65_535 })
    let long = lines(
      #"{"jsonrpc":"2.0","id":9,"method":"hello","params":{"maxLine":1048576}}"#)
    #expect(!long.isEmpty && long.allSatisfy { $0.utf8.count <= 1_048_576 })
  }

  @Test("a copy that is not taken holds up nobody, and goes on from its place")
  func slow() throws {
    let scene = try Scene()
    let world = scene.world
    fill(world, 200, note: 9_000)
    let stated = world.engine.durableSeq
    let reader = world.connect()
    world.stall(reader)
    world.send(reader, Self.ask)
    let held = world.received[reader]?.count ?? 0
    #expect(held < 600_000, "\(held) bytes wait for a peer that takes nothing")
    fill(world, 2, named: "later")
    #expect(world.engine.durableSeq >= stated + 2)
    world.resume(reader)
    let files = try copy(world.take(reader))
    #expect(files["log/00000000000000000001.ndjson"] == log(world, 1...stated))
  }

  @Test("a cancelled copy ends with what it is, and nothing comes behind its result")
  func cancelled() throws {
    let scene = try Scene()
    let world = scene.world
    world.readsAtOnce = false
    let reader = world.connect()
    world.send(reader, Self.ask)
    world.send(reader, #"{"jsonrpc":"2.0","method":"$/cancel","params":{"id":1}}"#)
    #expect(try #require(world.take(reader).last).contains(#""end":"cancelled""#))
    world.readNow()
    #expect(world.take(reader).isEmpty)
    world.readsAtOnce = true
    world.send(reader, Self.ask)
    #expect(try #require(world.take(reader).last).contains(#""end":"complete""#))
  }

  @Test("a connection has one copy at a time, and none on the id of another stream")
  func one() throws {
    let scene = try Scene()
    let world = scene.world
    world.readsAtOnce = false
    let reader = world.connect()
    world.send(reader, Self.ask)
    world.send(reader, #"{"jsonrpc":"2.0","id":2,"method":"store.backup"}"#)
    #expect(try #require(world.take(reader).last).contains("too_many"))
    world.send(reader, #"{"jsonrpc":"2.0","id":1,"method":"subscribe","params":{"from":"now"}}"#)
    #expect(try #require(world.take(reader).last).contains("bad_request"))
  }

  @Test("a read that fails ends the copy with an error, and the stop of the daemon with its reason")
  func failed() throws {
    let scene = try Scene()
    let world = scene.world
    world.readsAtOnce = false
    let reader = world.connect()
    world.send(reader, Self.ask)
    world.readNow(problem: ReadProblem(message: "the disk does not answer"))
    let error = try #require(world.take(reader).last)
    #expect(error.contains(#""kind":"internal""#) && error.contains(#""id":1"#))
    world.send(reader, Self.ask)
    world.stop()
    #expect(world.take(reader).contains { $0.contains(#""end":"stopping""#) })
  }

  @Test("only operators copy the log, see its head and what it takes of the disk")
  func access() throws {
    let scene = try Scene()
    for uid: UInt32 in [4711, 4713, 4714] {
      let member = scene.world.connect(uid: uid, user: nil)
      for method in ["store.status", "store.head", "store.backup"] {
        let reply = try scene.call(member, method)
        #expect(reply["error"]?["data"]?["kind"]?.string == "denied", "\(method) by \(uid)")
      }
    }
  }

  @Test("the head is the newest seal, and missing as long as there is none")
  func head() throws {
    let scene = try Scene()
    #expect(try scene.call(scene.main, "store.head")["result"]?["hash"] == nil)
    scene.world.newestSeal =
      #"{"first":1,"last":4,"count":4,"bytes":9,"sha256":"ab","prev":"00","at":"2026-11-20T12:00:00.000000Z","crc":"1"}"#
    let head = try scene.call(scene.main, "store.head")["result"]
    #expect(head?["seq"]?.integer == 4 && head?["hash"]?.string == "ab")
    #expect(head?["sealed"]?.string == "2026-11-20T12:00:00.000000Z")
  }
}
