import Domain
import Engine
import EventLog
import JSONText
import Testing

/// What a sidecar holds of a batch; that a state made of blocks is the same is for every test that
/// restarts its world, which does so by blocks.
@Suite("Blocks of decoded batches")
struct BlockTests {
  /// A log with frequent captures of every kind, other events, and control records.
  private static func log() throws -> [[UInt8]] {
    let scene = try Scene()
    let producer = scene.world.connect()
    let steps: [(String, String)] = [
      ("deal.opened", #"{"deal":"D","account":"acme","amount":120000,"currency":"EUR"}"#),
      ("activity.logged", #"{"metric":"call","deal":"D","minutes":12,"count":2,"contact":"c"}"#),
      ("deal.advanced", #"{"deal":"D","stage":"offer"}"#),
      ("activity.logged", #"{"metric":"call","account":"other"}"#),
      ("deal.lost", #"{"deal":"D","reason":"price"}"#), ("deal.reopened", #"{"deal":"D"}"#),
      ("meeting.held", #"{"meeting":"M"}"#), ("unheard.of", #"{"a":[1,{"b":null}]}"#),
      ("deal.won", #"{"deal":"D","amount":99000}"#),
      ("credit.noted", #"{"deal":"D","amount":1000}"#),
    ]
    for round in 1...4 {
      for (number, step) in steps.enumerated() {
        let data = step.1.replacing("\"D\"", with: "\"D-\(round)\"")
        scene.world.send(
          producer,
          Scene.event("b-\(round)-\(number)", "2026-11-20T09:00:00Z", type: step.0, data: data))
      }
    }
    return scene.world.lines.keys.sorted().compactMap { scene.world.lines[$0] }
  }

  private static func batch(_ lines: some Sequence<[UInt8]>) throws -> RecordBatch {
    var batch = RecordBatch()
    for line in lines {
      batch.append(try RecordView.parse(line.span, line: 0..<line.count - 1), in: line.span)
    }
    return batch
  }

  private static func read(
    _ block: [UInt8], _ seqs: ClosedRange<UInt64>, afterNames known: Int = 1
  ) -> DecodedBatch? {
    DecodedBatch(block: block.span, seqs: seqs, afterNames: known)
  }

  private static func replayer() -> Replayer { Replayer(zones: { _ in .utc }, hashKey: (1, 2)) }

  @Test("a block read back makes the same block again, and is as long as its counts say")
  func roundTrip() throws {
    let lines = try Self.log()
    let seqs = 1...UInt64(lines.count)
    var decoder = BatchDecoder(hashKey: (1, 2))
    let block = try #require(decoder.decode(try Self.batch(lines)).block)
    #expect(Self.read(block, seqs)?.block == block)
    #expect(Self.read(block, 2...UInt64(lines.count + 1)) == nil)
    #expect(Self.read(block, 1...UInt64(lines.count - 1)) == nil)
    #expect(Self.read(block, 0...UInt64.max - 1) == nil)
    for length in 0..<block.count {
      #expect(Self.read(Array(block.prefix(length)), seqs) == nil, "\(length)")
    }
    #expect(Self.read(block + [0], seqs) == nil)
  }

  @Test("a batch of nothing is a block of nothing, and one of a single record has its time")
  func small() throws {
    let lines = try Self.log()
    for line in lines {
      var decoder = BatchDecoder(hashKey: (1, 2))
      let batch = try Self.batch([line])
      let view = try RecordView.parse(line.span, line: 0..<line.count - 1)
      let block = try #require(decoder.decode(batch).block)
      let read = try #require(Self.read(block, view.seq...view.seq))
      var replayer = Self.replayer()
      try replayer.apply(read)
      #expect(replayer.state.lastRecorded?.microseconds == view.at)
    }
    var decoder = BatchDecoder(hashKey: (1, 2))
    #expect(decoder.decode(RecordBatch()).block?.count == 24)
  }

  @Test("names go on from block to block, and a block is none behind any other than its own")
  func namesGoOn() throws {
    let lines = try Self.log()
    var decoder = BatchDecoder(hashKey: (1, 2))
    let half = lines.count / 2
    let first = decoder.decode(try Self.batch(lines[..<half]))
    let second = decoder.decode(try Self.batch(lines[half...]))
    #expect(first.knownNames == 1)
    #expect(second.knownNames == first.nameCount && second.names.count < first.names.count)
    let block = try #require(second.block)
    let seqs = UInt64(half + 1)...UInt64(lines.count)
    #expect(Self.read(block, seqs, afterNames: first.nameCount)?.block == block)
    for other in [0, 1, first.nameCount - 1, first.nameCount + 1] {
      #expect(Self.read(block, seqs, afterNames: other) == nil)
    }
    decoder.beginAnew()
    let anew = decoder.decode(try Self.batch(lines[half...]))
    #expect(anew.knownNames == 1 && anew.names.count > second.names.count)
    #expect(Self.read(try #require(anew.block), seqs, afterNames: 5) != nil)
  }

  @Test("a decoder that begins anew makes of a batch what a new one makes of it")
  func anew() throws {
    let scene = try Scene()
    let producer = scene.world.connect()
    let before = scene.world.lines.count
    for source in ["/crm/x", "/crm/y"] {
      for number in 1...3 {
        scene.world.send(
          producer, Scene.event("n-\(number)", "2026-11-20T09:00:00Z", source: source))
      }
    }
    let lines = scene.world.lines.keys.sorted().compactMap { scene.world.lines[$0] }
    try #require(lines.count == before + 6)
    var (used, new) = (BatchDecoder(hashKey: (1, 2)), BatchDecoder(hashKey: (1, 2)))
    _ = used.decode(try Self.batch(lines[before..<before + 3]))
    used.beginAnew()
    let batch = try Self.batch(lines[(before + 3)...])
    #expect(used.decode(batch).block == new.decode(batch).block)
  }

  @Test(
    "a correction of what came only after it stays without effect, whatever a start knows ahead")
  func correctionAhead() throws {
    let scene = try Scene()
    let producer = scene.world.connect()
    let time = "2026-11-20T09:00:00Z"
    for number in 1...20 {
      scene.world.send(
        producer,
        Scene.event("r-\(number)", time, type: "event.retracted", data: #"{"id":"e-\#(number)"}"#))
      scene.world.send(producer, Scene.event("e-\(number)", time))
    }
    scene.world.send(
      producer, Scene.event("r-0", time, type: "event.retracted", data: #"{"id":"e-3"}"#))
    func counted(_ scene: Scene) throws -> JSONValue? {
      try scene.week("ana")["result"]?["rows"]?[0]?["done"]
    }
    #expect(try counted(scene)?.integer == 19)
    #expect(try counted(Scene(world: scene.world.restarted())) == counted(scene))
  }

  @Test("whatever bytes a block has, it is none or can be applied", arguments: 1...4)
  func anyBytes(_ seed: UInt64) throws {
    let lines = try Self.log()
    var decoder = BatchDecoder(hashKey: (1, 2))
    // The playbook and what belongs to it, so that rows count for somebody.
    let start = lines.count - 30
    var base = Self.replayer()
    let before = decoder.decode(try Self.batch(lines[..<start]))
    try base.apply(before)
    let block = try #require(decoder.decode(try Self.batch(lines[start...])).block)
    let seqs = UInt64(start + 1)...UInt64(lines.count)
    // What a single says is for the decoder of events, which has tests of its own for any bytes.
    let numbers = Self.numberBytes(block)
    var state = seed
    var applied = 0
    for _ in 0..<1_500 {
      var changed = block
      for _ in 0...Self.roll(&state, 3) {
        changed[Self.roll(&state, numbers)] = UInt8(Self.roll(&state, 256))
      }
      guard let read = Self.read(changed, seqs, afterNames: before.nameCount) else { continue }
      var replayer = base
      do throws(Replayer.Problem) {
        try replayer.apply(read)
        applied += 1
      } catch {}
    }
    #expect(applied > 50, "many a change is one of a content's hash, or of a name")
  }

  @Test("a mark is another for another key and for another version")
  func marks() {
    let mark = SidecarContent.mark(hashKey: (1, 2), version: "1.0.0")
    #expect(mark == SidecarContent.mark(hashKey: (1, 2), version: "1.0.0"))
    #expect(mark != SidecarContent.mark(hashKey: (1, 3), version: "1.0.0"))
    #expect(mark != SidecarContent.mark(hashKey: (2, 2), version: "1.0.0"))
    #expect(mark != SidecarContent.mark(hashKey: (1, 2), version: "1.0.1"))
  }

  /// Bytes of a block in front of the texts of its singles.
  private static func numberBytes(_ block: [UInt8]) -> Int {
    block.count - (0..<4).reduce(0) { $0 | Int(block[20 + $1]) << ($1 * 8) }
  }

  private static func roll(_ state: inout UInt64, _ below: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(below))
  }
}
