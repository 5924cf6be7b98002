import Domain
import EventCodec
import EventLog
import JSONText
import WireProtocol

/// Appends a few events, all or none; what a person leaves out of an event is added.
enum AppendHandler: MethodHandler {
  static func handle(
    _ call: Append, _ request: Request, _ session: Session, _ engine: Engine
  ) throws(WireError) {
    guard engine.isWritable else { throw Engine.diskFull }
    if let expect = call.expect, EntityKind.parse(expect.entity) == nil {
      let kinds = EntityKind.allCases.map { "\($0.rawValue)/" }.joined(separator: ", ")
      throw WireError(
        .badParams, "params.expect.entity must be one of \(kinds) and an id",
        details: ["pointer": "/params/expect/entity"])
    }
    let texts = try call.events.map { event throws(WireError) in
      try EventCompletion.complete(Array(event), engine, session)
    }
    try append(texts, call.expect, known: [], request, session, engine)
  }

  private struct Prepared {
    var bytes: [UInt8]
    var decoded: DecodedEvent
    var row: DedupIndex.Row
  }

  /// Stores what is new; `known` holds the records whose other spelling was compared already.
  private static func append(
    _ texts: [[UInt8]], _ expect: EntityExpectation?, known: Set<UInt64>, _ request: Request,
    _ session: Session, _ engine: Engine
  ) throws(WireError) {
    try engine.keepingNames(session) { () throws(WireError) in
      try decideAndStore(texts, expect, known, request, session, engine)
    }
  }

  private static func decideAndStore(
    _ texts: [[UInt8]], _ expect: EntityExpectation?, _ known: Set<UInt64>, _ request: Request,
    _ session: Session, _ engine: Engine
  ) throws(WireError) {
    var new: [Prepared] = []
    var dups: [UInt64] = []
    // Later events of a request may rest on earlier ones, so they are decided on a copy that has them.
    var trial: Team?
    for text in texts {
      guard text.count <= Limits.event else {
        throw WireError(
          .eventTooLarge, "an event has at most \(Limits.event) bytes, this one \(text.count)")
      }
      let root = try engine.parse(text)
      let (_, source, row) = try engine.identify(root, text.span, session)
      try engine.permit(
        session, .ingest(source: engine.team.symbols.text(source)), .team)
      switch engine.identities.find(row) {
      case .same(let seq): dups.append(seq)
      case .other(let seq) where known.contains(seq): dups.append(seq)
      case .other(let seq):
        compare(text, with: seq, then: (texts, expect), known, request, session, engine)
        return
      case .new:
        // A retry finds its events recorded and never gets here, whatever has moved on meanwhile.
        if new.isEmpty { try check(expect, session, engine) }
        guard !new.contains(where: { $0.row.high == row.high && $0.row.low == row.low }) else {
          throw WireError(.idReused, "two events of one append have the same source and id")
        }
        // Held by the copy, too, all names would be copied with each new one.
        trial?.symbols = Symbols()
        let decoded = try engine.decode(root)
        if texts.count > 1, trial == nil, engine.isDecidedFully(decoded, session) {
          trial = engine.team
        }
        trial?.symbols = engine.team.symbols
        try engine.decide(decoded, on: trial, session)
        trial?.evolve(decoded.event, engine.stamp(decoded, offset: new.count, by: .none))
        new.append(Prepared(bytes: text, decoded: decoded, row: row))
      }
    }
    store(new, dups, request, session, engine)
  }

  private static func store(
    _ new: [Prepared], _ dups: [UInt64], _ request: Request, _ session: Session, _ engine: Engine
  ) {
    let actor = engine.actor(session)
    var last = dups.max() ?? 0
    var effects: [Effect] = []
    var doubts: Set<DoubtKind> = []
    for (index, event) in new.enumerated() {
      let seq = engine.store(
        event.bytes.span, event.decoded, event.row, by: actor,
        transaction: Transaction(index + 1, of: new.count))
      last = max(last, seq)
      effects = engine.team.effects(of: seq, now: engine.clock.now)
      if let doubt = engine.team.doubt(about: seq) { doubts.insert(doubt) }
    }
    engine.answer(session, request) { result in
      result.key("at")
      result.string(engine.token(engine.head))
      result.key("seq")
      result.integer(last)
      result.key("new")
      result.integer(new.count)
      result.key("dup")
      result.integer(dups.count)
      // Of one event alone it is plain which of its deal's it followed.
      if new.count == 1, let idle = engine.team.idleDeal(before: last) {
        result.key("idle")
        result.beginObject()
        result.member("deal", idle.deal)
        result.number("days", idle.days)
        result.endObject()
      }
      if !doubts.isEmpty { result.member("doubts", doubts.map(\.rawValue).sorted()) }
      result.key("effects")
      result.beginArray()
      for effect in effects { EffectLine.write(effect, into: &result) }
      result.endArray()
    }
  }

  private static func compare(
    _ text: [UInt8], with seq: UInt64, then call: ([[UInt8]], EntityExpectation?),
    _ known: Set<UInt64>, _ request: Request, _ session: Session, _ engine: Engine
  ) {
    engine.awaitRead(session, .records([seq]), from: seq, for: request) {
      engine, session, record throws(WireError) in
      guard try engine.isSameEvent(record[...], text) else { throw Engine.idReused(seq) }
      try append(call.0, call.1, known: known.union([seq]), request, session, engine)
    }
  }

  /// Refuses when an entity has moved on since the caller looked at it.
  private static func check(
    _ expect: EntityExpectation?, _ session: Session, _ engine: Engine
  ) throws(WireError) {
    guard let expect else { return }
    let current = engine.team.lastTouch(expect.entity)
    let expected: JSONValue
    switch expect.state {
    case .any: return
    case .seq(let seq):
      if current == seq { return }
      expected = .integer(Int64(clamping: seq))
    case .none:
      if current == nil { return }
      expected = "none"
    case .exists:
      if current != nil { return }
      expected = "exists"
    }
    // Whoever may not look at a deal learns from a refusal only that it is not as expected.
    guard engine.mayRead(session, entity: expect.entity) else {
      throw WireError(
        .wrongExpected, "\(expect.entity) is not as expected, and not yours to look at",
        details: ["entity": .string(expect.entity), "expected": expected])
    }
    let now: JSONValue = current.map { .integer(Int64($0)) } ?? "none"
    throw WireError(
      .wrongExpected,
      current == nil ? "\(expect.entity) is not there" : "\(expect.entity) moved on",
      details: ["entity": .string(expect.entity), "expected": expected, "current": now])
  }
}
