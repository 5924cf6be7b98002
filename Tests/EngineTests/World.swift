import Calendars
import Domain
import Engine
import EventLog
import JSONText
import Playbook
import Synchronization
import Testing
import WireProtocol

/// The engine between memory that stands for the disk and byte arrays that stand for sockets.
final class World {
  static let start = Instant(rfc3339: "2026-11-20T12:00:00Z") ?? Instant(microseconds: 0)
  let engine: Engine
  private(set) var lines: [UInt64: [UInt8]] = [:]
  private(set) var received: [ConnectionID: [UInt8]] = [:]
  private(set) var closed: Set<ConnectionID> = []
  private(set) var notes: [Note] = []
  /// How often the engine asked for another turn.
  private(set) var turnsAsked = 0
  /// The levels that the journal was set to, and what it was told of calls.
  private(set) var levels: [JournalLevel.Level] = []
  private(set) var traces: [String] = []
  /// How often the mark of a restore was to be forgotten.
  private(set) var marksForgotten = 0
  /// Peers that take nothing of what they are sent.
  private var stalled: Set<ConnectionID> = []
  /// False keeps batches in flight until `commitNow`.
  var commitsAtOnce = true
  private var waiting: [Batch] = []
  var commitsWaiting: Int { waiting.count }
  /// Which pieces of streams are decoded ahead, by their number: every other one, so that all tests see both.
  var decodes: (Int) -> Bool = { $0 % 2 == 0 }
  private var pieces = 0
  /// Its numbers of names begin anew often, so that all tests see that as well.
  private lazy var decoder = engine.inputDecoder(mostNames: 12)
  /// True ends turns without closing what is gathered.
  var keepsBatch = false
  /// False keeps reads waiting until `readNow`.
  var readsAtOnce = true
  private var waitingReads: [(ReadTicket, ReadRequest)] = []
  private var hindsight = Hindsight(zones: { Zones.table($0) }, hashKey: (1, 2))
  /// Records read for looking back, and how often what was replayed was let go.
  private(set) var recordsRead = 0
  private(set) var forgotten = 0
  /// What stands for the newest seal's line; nothing as long as there is none.
  var newestSeal = ""
  /// The last record of the segment that counts as sealed; nil for one segment without a seal.
  var sealed: UInt64?
  /// The seq that this start's opening record took.
  private let opening: UInt64
  private var lastConnection = 0
  private var monotonic: Int64 = 1_000_000_000
  private var wall: Instant

  init(
    lines: [UInt64: [UInt8]] = [:], lastOpening: UInt64 = 0, testClock: Instant? = World.start,
    wall: Instant = World.start, isRestored: Bool = false
  ) throws {
    self.lines = lines
    self.wall = wall
    // In small batches, as looking back applies records one by one; every other one as a sidecar has it,
    // with its identities and names known long before it is applied.
    let identities = SharedIdentities(expecting: lines.count)
    var replayer = Replayer(
      zones: { Zones.table($0) }, hashKey: (1, 2), sharing: identities)
    var decoder = BatchDecoder(hashKey: (1, 2), mostNames: 5)
    var sidecar = BatchDecoder(hashKey: (1, 2), table: 1, mostNames: 8)
    var (blockNames, names) = (1, NumberedNames())
    var (batch, batches) = (RecordBatch(), [DecodedBatch]())
    var first = lines.keys.min() ?? 1
    for seq in lines.keys.sorted() {
      guard let line = lines[seq] else { continue }
      let view = try RecordView.parse(line.span, line: 0..<line.count - 1)
      batch.append(view, in: line.span)
      if seq % 7 == 0 {
        if seq % 2 == 0 {
          var decoded = try Self.throughBlock(sidecar.decode(batch), first...seq, blockNames)
          blockNames = decoded.nameCount
          identities.keep(&decoded)
          names.number(&decoded)
          batches.append(decoded)
        } else {
          batches.append(decoder.decode(batch))
        }
        batch = RecordBatch()
        first = seq + 1
      }
    }
    batches.append(decoder.decode(batch))
    for batch in batches { try replayer.apply(batch) }
    let replayed = replayer.finish()
    // Each start takes one seq for the record that opens its segment, as the log does.
    opening = max(lines.keys.max() ?? 0, lastOpening) + 1
    self.lines[opening] = Self.openingRecord(opening, at: replayed.lastRecorded)
    let next = opening + 1
    engine = Engine(
      configuration: Engine.Configuration(
        team: "acme", version: "0.1.0", testClock: testClock, isRestored: isRestored,
        readPlaybook: Self.readPlaybook),
      replayed: replayed, builder: BatchBuilder(nextSeq: next, segmentBytes: 0),
      store: "K7QD2M",
      notBefore: World.start, moment: Moment(wall: wall, monotonicNanoseconds: monotonic))
  }

  /// The same batch after it was turned into bytes and back.
  private static func throughBlock(
    _ batch: DecodedBatch, _ seqs: ClosedRange<UInt64>, _ names: Int
  ) throws -> DecodedBatch {
    let block = try #require(batch.block)
    let read = DecodedBatch(block: block.span, seqs: seqs, afterNames: names, table: 1)
    return try #require(read)
  }

  private static func openingRecord(_ seq: UInt64, at last: Instant?) -> [UInt8] {
    var builder = BatchBuilder(nextSeq: seq, segmentBytes: 0)
    builder.append(
      control: Array(#"{"kind":"log.open"}"#.utf8).span, at: (last ?? start).microseconds,
      by: Array("daemon".utf8).span)
    return builder.take().bytes
  }

  private static let readPlaybook: Engine.Configuration.PlaybookReader = {
    text, team, now throws(Engine.PlaybookProblem) in
    do throws(PlaybookFault) {
      let file = try Playbook.read(text) { Calendars.knows($0) }
      return Engine.PlaybookOutcome(
        team: file.team,
        events: file.events(against: team.facts, at: now) { Calendars.zoneTable($0) },
        remarks: file.remarks.map {
          Engine.PlaybookProblem(line: $0.line, column: $0.column, message: $0.message)
        })
    } catch {
      throw Engine.PlaybookProblem(line: error.line, column: error.column, message: error.message)
    }
  }

  /// The same log, replayed by a new engine.
  func restarted() throws -> World { try World(lines: lines, lastOpening: opening) }

  func connect(uid: UInt32 = 0, user: String? = "root", groups: [String] = []) -> ConnectionID {
    lastConnection += 1
    let id = ConnectionID(lastConnection)
    engine.connected(
      id, peer: Peer(uid: uid, user: user, groups: groups, isOperator: uid == 0))
    settle()
    return id
  }

  func send(_ id: ConnectionID, _ text: String) { sendRaw(id, Array((text + "\n").utf8)) }

  func sendRaw(_ id: ConnectionID, _ bytes: [UInt8]) {
    pieces += 1
    if engine.isStreaming(id), decodes(pieces) {
      engine.handedOut(id, byteCount: bytes.count)
      engine.received(id, decoder.decode(bytes))
    } else {
      engine.received(id, bytes.span)
    }
    settle()
  }

  /// Has the decoder begin anew: by itself, or because nothing comes in for a while.
  func beginDecodingAnew(resting: Bool) {
    if resting { engine.inputRests() }
    decoder.beginAnew()
  }

  func endInput(_ id: ConnectionID) {
    engine.inputEnded(id)
    settle()
  }

  func drop(_ id: ConnectionID) {
    engine.disconnected(id)
    settle()
  }

  /// Lines that a connection has been sent since the last call.
  func take(_ id: ConnectionID) -> [String] {
    let bytes = received[id] ?? []
    received[id] = []
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// The peer takes nothing from now on.
  func stall(_ id: ConnectionID) { stalled.insert(id) }

  /// The peer takes what it was sent and goes on taking.
  func resume(_ id: ConnectionID) {
    stalled.remove(id)
    engine.wrote(id, byteCount: received[id]?.count ?? 0)
    settle()
  }

  func passTime(seconds: Int64) {
    monotonic += seconds * 1_000_000_000
    wall = Instant(microseconds: wall.microseconds + seconds * 1_000_000)
    engine.observe(Moment(wall: wall, monotonicNanoseconds: monotonic))
    engine.wake()
    settle()
  }

  /// The machine's clock says something else from now on, whatever time has passed.
  func setWall(_ time: Instant) {
    engine.observe(Moment(wall: time, monotonicNanoseconds: monotonic))
    settle()
  }

  /// The daemon is asked to stop.
  func stop() {
    engine.stop(retryMilliseconds: 100)
    settle()
  }

  func commitNow() {
    let batches = waiting
    waiting = []
    for batch in batches { commit(batch) }
    settle()
  }

  /// Carries out the reads that wait, or lets them fail; returns how many there were.
  @discardableResult
  func readNow(problem: ReadProblem? = nil) -> Int {
    let reads = waitingReads
    waitingReads = []
    for (ticket, request) in reads {
      if let problem {
        engine.readFinished(ticket, .failure(problem))
      } else {
        finish(ticket, request)
      }
      settle()
    }
    return reads.count
  }

  private func turnEnded() { engine.turnEnded(keepingBatch: keepsBatch) }

  /// Ends a turn and carries out what follows.
  func settle() {
    turnEnded()
    var effects = engine.takeEffects()
    while !effects.isEmpty {
      for effect in effects { perform(effect) }
      effects = engine.takeEffects()
    }
  }

  private func perform(_ effect: EngineEffect) {
    switch effect {
    case .commit(let batch):
      if commitsAtOnce { commit(batch) } else { waiting.append(batch) }
    case .reply(let id, let bytes, let thenClose):
      deliver(id, bytes)
      if thenClose {
        closed.insert(id)
        engine.disconnected(id)
      }
      turnEnded()
    case .share(let id, let text):
      deliver(id, text.bytes)
      turnEnded()
    case .read(let ticket, let request):
      guard readsAtOnce else {
        waitingReads.append((ticket, request))
        break
      }
      finish(ticket, request)
      turnEnded()
    case .forgetPast:
      hindsight.forget()
      forgotten += 1
    case .drop(let id):
      closed.insert(id)
      engine.disconnected(id)
    case .forgetRestored: marksForgotten += 1
    case .note(let note): notes.append(note)
    case .journalLevel(let level, _): levels.append(level)
    case .trace(let text): traces.append(text)
    case .again:
      turnsAsked += 1
      engine.resumeHeld()
      turnEnded()
    case .wake: break
    }
  }

  private func deliver(_ id: ConnectionID, _ bytes: [UInt8]) {
    received[id, default: []].append(contentsOf: bytes)
    if !stalled.contains(id) { engine.wrote(id, byteCount: bytes.count) }
  }

  private func commit(_ batch: Batch) {
    for seq in batch.firstSeq...batch.lastSeq {
      let line = batch.line(seq)
      lines[seq] = Array(batch.bytes[line.lowerBound...line.upperBound])
    }
    engine.committed()
    turnEnded()
  }

  private func finish(_ ticket: ReadTicket, _ request: ReadRequest) {
    guard case .past(let question) = request else {
      return engine.readFinished(ticket, .success(read(request)))
    }
    let result = hindsight.step(question) { first, last, maximum throws(LogFailure) in
      let bytes = self.read(.range(from: first, through: last, maximumBytes: maximum))
      var records: [RecordView] = []
      do throws(RecordFlaw) {
        try RecordLines.forEach(in: bytes) { records.append($0) }
      } catch {
        throw .unreadable(seq: first, reason: "\(error)")
      }
      self.recordsRead += records.count
      return LogPiece(firstSeq: first, bytes: bytes, records: records)
    }
    switch result {
    case .success(let bytes?): engine.readFinished(ticket, .success(bytes))
    case .success(nil): engine.readPaused(ticket)
    case .failure(let problem): engine.readFinished(ticket, .failure(problem))
    }
  }

  private func read(_ request: ReadRequest) -> [UInt8] {
    switch request {
    case .past: return []
    case .range(let from, let through, let maximum):
      var bytes: [UInt8] = []
      var seq = from
      while seq <= through, bytes.isEmpty || bytes.count < maximum {
        bytes += lines[seq] ?? []
        seq += 1
      }
      return bytes
    case .records(let seqs): return seqs.flatMap { lines[$0] ?? [] }
    case .files(let through): return Array(fileList(through).utf8)
    case .newestSeal: return Array(newestSeal.utf8)
    }
  }
}

extension World {
  /// The list of a copy's files as the reader makes it; HEAD's checksum is no matter here.
  private func fileList(_ last: UInt64) -> String {
    func digits(_ number: UInt64) -> String {
      String(repeating: "0", count: 20 - String(number).count) + String(number)
    }
    func segment(_ seqs: ClosedRange<UInt64>) -> String {
      let bytes = seqs.reduce(0) { $0 + (lines[$1]?.count ?? 0) }
      return #"{"path":"log/\#(digits(seqs.lowerBound)).ndjson","bytes":\#(bytes),"#
        + #""first":\#(seqs.lowerBound),"last":\#(seqs.upperBound)}"#
    }
    let head = #"{"path":"HEAD","bytes":128,"text":"\#(String(repeating: "0", count: 127))\n"}"#
    guard let sealed else { return head + "\n" + segment(1...last) + "\n" }
    let seal = #"{"path":"log/\#(digits(1)).seal","bytes":14,"seal":{"last": \#(sealed)}}"#
    return [head, segment(1...sealed), seal, segment(sealed + 1...last), ""]
      .joined(separator: "\n")
  }
}

/// Zone tables by name: Foundation takes its time for each, and every look at a playbook wants them.
private enum Zones {
  private static let known = Mutex<[String: ZoneTable]>([:])

  static func table(_ name: String) -> ZoneTable? {
    known.withLock { known in
      if let table = known[name] { return table }
      known[name] = Calendars.zoneTable(name)
      return known[name]
    }
  }
}
