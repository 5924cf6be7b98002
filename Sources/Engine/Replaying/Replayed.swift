package import Domain
import EventCodec
package import EventLog
import JSONText

/// The state that a log's records lead to.
package struct Replayed: Sendable {
  package fileprivate(set) var team: Team
  var identities: IdentityIndex
  var cursors: [Symbol: SourceCursor] = [:]
  var consumers: [Consumer: UInt64] = [:]
  var counters = Engine.Counters()
  var times = TimeIndex()
  package fileprivate(set) var lastRecorded: Instant?
}

/// Applies records in order and decides nothing.
///
/// Start-up, the reader's own state and the tests' replay go this one way. Replay only evolves:
/// today's rules cannot rewrite yesterday's judgement.
package struct Replayer {
  package fileprivate(set) var state: Replayed
  fileprivate let document = JSONDocument()
  /// Whether events may come again, so that it must be known whether they say the same.
  private let knowsResends: Bool
  /// Where identities are while another thread puts some in; then the state's own index is empty.
  private let shared: SharedIdentities?
  /// The team's symbols of the names in each table that is at work, by their numbers there.
  private var tables: [[Symbol]] = []
  /// The same of numbered names, by their numbers; none for one that was not met yet.
  private var numbered: [Symbol] = []

  /// A zone named in the log that this machine's zone data does not have, or a record not to be read.
  package enum Problem: Error, Sendable {
    case unreadable(seq: UInt64, reason: String)
  }

  /// The state before the first of so many records as are expected, where that is known; one that only
  /// looks back needs to know no resends.
  package init(
    zones: @escaping @Sendable (String) -> ZoneTable?, hashKey: (UInt64, UInt64),
    knowsResends: Bool = true
  ) {
    self.knowsResends = knowsResends
    shared = nil
    state = Replayed(
      team: Team(zones: zones), identities: IdentityIndex(hash: KeyedHash(key: hashKey)))
  }

  /// The same for a replay whose identities are kept where another thread can put some in.
  package init(
    zones: @escaping @Sendable (String) -> ZoneTable?, hashKey: (UInt64, UInt64),
    sharing identities: SharedIdentities
  ) {
    knowsResends = true
    shared = identities
    state = Replayed(
      team: Team(zones: zones), identities: IdentityIndex(hash: KeyedHash(key: hashKey)))
  }

  /// The state that all records led to, with all identities.
  package consuming func finish() -> Replayed {
    shared?.withIndex { state.identities.exchange(&$0) }
    return state
  }

  /// Applies one checked record.
  package mutating func apply(_ record: RecordView, in bytes: Span<UInt8>) throws(Problem) {
    let entry = RecordBatch.Entry(
      seq: record.seq, at: record.at, isControl: record.isControl, by: record.by,
      body: record.body)
    try apply(entry, in: bytes)
  }

  /// Applies a batch of checked records, which leads where applying each by itself would.
  ///
  /// Those of one table of names come in the order in which they were decoded.
  package mutating func apply(_ batch: DecodedBatch) throws(Problem) {
    while tables.count <= batch.table { tables.append([]) }
    // Taken out, so that it is changed in its place.
    var names: [Symbol] = []
    swap(&names, &tables[batch.table])
    defer { tables[batch.table] = names }
    if batch.knownNames == 1 { names = [.none] }
    guard names.count == batch.knownNames else {
      throw .unreadable(seq: batch.firstSeq, reason: "names that it knows did not come")
    }
    var done = 0
    for single in batch.singles {
      take(batch, done..<single.rows, &names, upTo: single.names)
      try applyAlone(single.entry, in: batch.bytes.span)
      done = single.rows
    }
    take(batch, done..<batch.rows.count, &names, upTo: batch.nameCount)
    if let at = batch.lastAt { state.lastRecorded = Instant(microseconds: at) }
  }

  /// Applies a record, for which the identities are where it looks for them.
  private mutating func applyAlone(
    _ entry: RecordBatch.Entry, in bytes: Span<UInt8>
  ) throws(Problem) {
    guard let shared else { return try apply(entry, in: bytes) }
    try shared.withIndex { (index) throws(Problem) in
      state.identities.exchange(&index)
      defer { state.identities.exchange(&index) }
      try apply(entry, in: bytes)
    }
  }

  /// Applies rows that lie between two records of other kinds.
  private mutating func take(
    _ batch: DecodedBatch, _ range: Range<Int>, _ names: inout [Symbol], upTo count: Int
  ) {
    adopt(batch, upTo: count, into: &names)
    guard !range.isEmpty else { return }
    var last: Symbol?
    for index in range {
      let row = batch.rows[index]
      state.times.note(seq: UInt64(row.seq), at: row.at.microseconds)
      guard row.source != last else { continue }
      last = row.source
      let source = names[Int(row.source.raw)]
      if !state.identities.knows(source) {
        state.identities.meet(source, text: state.team.symbols.text(source))
      }
    }
    if !batch.areIdentitiesKept { keepIdentities(of: batch, range) }
    state.team.evolve(batch.rows.span.extracting(range), names: names.span)
    state.counters.events += UInt64(range.count)
  }

  /// Makes the names of a batch known in the order in which they came there.
  private mutating func adopt(
    _ batch: DecodedBatch, upTo count: Int, into names: inout [Symbol]
  ) {
    guard let numbers = batch.numbers else {
      state.team.symbols.adopt(batch.names, from: batch.knownNames, upTo: count, into: &names)
      return
    }
    while names.count < count {
      let place = names.count - batch.knownNames + 1
      let number = Int(numbers[place].raw)
      while numbered.count <= number { numbered.append(.none) }
      if numbered[number].isNone {
        numbered[number] = batch.names.withUTF8(place) { state.team.symbols.intern($0) }
      }
      names.append(numbered[number])
    }
  }

  private mutating func keepIdentities(of batch: DecodedBatch, _ range: Range<Int>) {
    if let shared { return shared.insert(batch, range) }
    // Every record between two others is a row, so their numbers follow one another.
    state.identities.insert(
      batch.identities.span.extracting(range), first: UInt64(batch.rows[range.lowerBound].seq))
  }

  private mutating func apply(
    _ record: RecordBatch.Entry, in bytes: Span<UInt8>
  ) throws(Problem) {
    state.lastRecorded = Instant(microseconds: record.at)
    state.times.note(seq: record.seq, at: record.at)
    let body = bytes.extracting(record.body)
    do throws(JSONFault) {
      let root = try document.parse(body)
      if record.isControl {
        applyControl(root, record.seq)
      } else {
        try applyEvent(root, body, record, by: bytes.extracting(record.by))
      }
    } catch {
      throw .unreadable(seq: record.seq, reason: error.message)
    }
  }

  private mutating func applyEvent(
    _ root: JSONNode, _ body: Span<UInt8>, _ record: RecordBatch.Entry, by: Span<UInt8>
  ) throws(JSONFault) {
    let decoded: DecodedEvent
    do {
      decoded = try EventDecoder.decode(document, root, symbols: &state.team.symbols)
    } catch {
      // Admitted by an earlier version's shape: kept, shown, without effect.
      state.counters.unknownTypes += 1
      return
    }
    if let id = document.member(root, "id") {
      if !state.identities.knows(decoded.source) {
        state.identities.meet(decoded.source, text: state.team.symbols.text(decoded.source))
      }
      let content = knowsResends ? body : body.extracting(0..<0)
      let row = document.withString(id) { text in
        state.identities.row(source: decoded.source, id: text, content: content)
      }
      if let row { state.identities.insert(row, seq: record.seq) }
    }
    let at = Instant(microseconds: record.at)
    let event = resolveTarget(
      decoded, state.identities, state.team.symbols, before: record.seq)
    state.team.evolve(
      event,
      Stamp(
        seq: record.seq, at: at, by: state.team.symbols.intern(by), source: decoded.source,
        subject: decoded.subject, time: decoded.time ?? at))
    state.counters.count(event)
  }

  private mutating func applyControl(_ root: JSONNode, _ seq: UInt64) {
    guard let kind = document.member(root, "kind") else { return }
    if document.equals(kind, "sub.cursor") { return applyConsumer(root) }
    guard document.equals(kind, "ingest.cursor"),
      let source = document.member(root, "source").flatMap({ document.string($0) })
    else { return }
    state.cursors[state.team.symbols.intern(source)] = SourceCursor(
      cursor: document.member(root, "cursor").flatMap { document.string($0) },
      lastID: document.member(root, "lastId").flatMap { document.string($0) }, seq: seq)
  }
}

extension Replayer {
  /// How far a durable consumer was when it last said so.
  fileprivate mutating func applyConsumer(_ root: JSONNode) {
    guard let name = document.member(root, "consumer").flatMap({ document.string($0) }),
      let owner = document.member(root, "of").flatMap({ document.string($0) }),
      let through = document.member(root, "through").flatMap({ document.integer($0) })
    else { return }
    let consumer = Consumer(
      owner: state.team.symbols.intern(owner), name: state.team.symbols.intern(name))
    state.consumers[consumer] = UInt64(clamping: through)
  }
}

extension Engine.Counters {
  mutating func count(_ event: Event) {
    events += 1
    if case .unknown = event { unknownTypes += 1 }
  }
}
