package import Domain
package import EventLog
import EventCodec
import JSONText
import WireProtocol

/// The daemon's core: bytes, peers and time go in; batches, replies and reads come out.
///
/// Synchronous and without any effect of its own, so that replay, simulation and tests run the very
/// code that serves. It lives on one thread. Between two `turnEnded` calls the lines that arrived
/// are applied to the team's state and framed into one batch; nothing that depends on the batch
/// leaves before `committed` says that it is on disk.
package final class Engine {
  /// What a daemon is started with.
  package struct Configuration: Sendable {
    package var team: String
    package var version: String
    package var testClock: Instant?
    /// Whether the log was restored or repaired, and nobody has said yet that the rest is back.
    package var isRestored: Bool
    package var readPlaybook: PlaybookReader

    /// Reads a playbook's text and gives the events that bring the team's facts there.
    package typealias PlaybookReader =
      @Sendable (_ text: String, _ team: Team, _ now: Instant) throws(PlaybookProblem)
      -> PlaybookOutcome

    package init(
      team: String, version: String, testClock: Instant?, isRestored: Bool = false,
      readPlaybook: @escaping PlaybookReader
    ) {
      self.team = team
      self.version = version
      self.testClock = testClock
      self.isRestored = isRestored
      self.readPlaybook = readPlaybook
    }
  }

  /// What a playbook comes to: the events that it implies, and what deserves a look.
  package struct PlaybookOutcome: Sendable {
    /// The team it says it is for; nil where it does not say.
    package var team: String?
    package var events: [Event]
    package var remarks: [PlaybookProblem]

    package init(team: String? = nil, events: [Event], remarks: [PlaybookProblem] = []) {
      self.team = team
      self.events = events
      self.remarks = remarks
    }
  }

  /// Why a playbook was refused, with its place in the text.
  package struct PlaybookProblem: Error, Sendable {
    package var line: Int
    package var column: Int
    package var message: String

    package init(line: Int, column: Int, message: String) {
      self.line = line
      self.column = column
      self.message = message
    }
  }

  let configuration: Configuration
  let store: String
  private let tokenOpening: [UInt8]
  let document = JSONDocument()
  var team: Team
  var builder: BatchBuilder
  var identities: IdentityIndex
  var inputNames = InputNames()
  var clock: EngineClock
  var moment: Moment

  var sessions: [ConnectionID: Session] = [:]
  /// Sessions that were touched since the last turn ended, in order of first touch.
  var touched: [Session] = []
  /// Sessions of which something leaves or is acknowledged once a batch is on disk, each once.
  var waitingForDisk: [Session] = []
  /// Sessions with subscriptions, and some that had one.
  var listeners: [Session] = []
  /// How many judgements this turn may still make.
  var judgementsLeft = Engine.judgementsATurn
  /// Sessions whose next line waits for room in the batch, first come first served.
  var blocked: [ConnectionID] = []
  /// Sessions whose next line waits for a later turn, so that one peer can't hold up all others.
  var held: [Session] = []
  var cursors: [Symbol: SourceCursor] = [:]
  /// The last seq that each durable consumer is done with, and those whose place is not recorded yet.
  var consumers: [Consumer: UInt64] = [:]
  var changedConsumers: Set<Consumer> = []
  var times: TimeIndex
  /// Calls that set time are answered once everything due has been judged.
  var advances: [(session: Session, request: Request, ended: Judging?)] = []
  /// Whether weeks wait until an operator says that a restored log is complete.
  var awaitsRest = false
  var reads: [ReadTicket: PendingRead] = [:]
  var lastTicket = 0
  var lastLease: UInt64 = 0
  var leases: [Symbol: SourceLease] = [:]
  /// Counts changes of leases, on which the admission of a stream's lines rests, too.
  var leasesVersion: UInt64 = 0
  var effects: [EngineEffect] = []
  /// Where lines for peers are written, so that a line allocates nothing.
  var scratch = JSONWriter()
  /// Counts changes of the team's facts, on which decisions about access rest.
  var factsVersion: UInt64 = 0
  /// When the next judgement is due, as long as nothing was recorded since it was asked for.
  var knownDue: Instant??

  /// The newest seq on disk, and the last seq of the batch that is being written.
  var durable: UInt64
  var inFlight: UInt64?
  /// Bytes of events in the batch that is being gathered; their frames are at most as long again.
  var gathered = 0
  /// The batch that is being written, and what its events are, kept for those who listen.
  var lastBatch: Batch?
  var lastNews: [RecordPiece.News]?
  var news: [RecordPiece.News] = []
  /// Whether anybody listens, and whether that was so when the batch being gathered began.
  var isHeard = false
  var keepsNews = false
  var recent = RecentRecords()
  /// Reads that wait until a record they need is on disk.
  var deferredReads: [(seq: UInt64, ticket: ReadTicket, request: ReadRequest)] = []
  /// Questions about the past in the order in which they came; the reader is at the first.
  var pastLine: [(ticket: ReadTicket, request: ReadRequest)] = []
  /// When the last one was answered, as long as the reader keeps what it replayed (monotonic ns).
  var lastPast: Int64?
  /// The moment that an engine of the reader's looks at; nil in the one that serves.
  var pastMoment: Instant?
  /// Bytes of input of all connections that have not been handled yet.
  var inputHeld = 0
  /// Subscriptions that wait for a piece of the log, by the seq it begins with; it is read for the
  /// first of them and serves all.
  var catchUps: [UInt64: [(session: Session, subscription: Subscription)]] = [:]
  /// Bytes of output of all connections that the transports have not taken yet.
  var outputHeld = 0
  /// False while the disk is full: writes are refused before harm, reads go on.
  var isWritable = true
  var isStopping = false
  var journal = Journal()
  var counters = Counters()
  /// What the edge measured last.
  package var figures = Figures()

  /// A running count of what happened since the start, for `status`.
  struct Counters {
    var events: UInt64 = 0
    var rejected: UInt64 = 0
    var unknownTypes: UInt64 = 0
    var batches: UInt64 = 0
    var startedAt: Instant = Instant(microseconds: 0)
  }

  /// Starts where the replayed records ended; `builder` gives the seq of the next one.
  package init(
    configuration: Configuration, replayed: consuming Replayed, builder: BatchBuilder,
    store: String,
    notBefore: Instant, moment: Moment
  ) {
    self.configuration = configuration
    self.store = store
    tokenOpening = CursorToken.opening(store: store)
    self.builder = builder
    self.moment = moment
    team = replayed.team
    identities = replayed.identities
    cursors = replayed.cursors
    consumers = replayed.consumers
    times = replayed.times
    counters = replayed.counters
    durable = builder.nextSeq - 1
    clock = EngineClock(
      start: moment, lastRecorded: replayed.lastRecorded, notBefore: notBefore,
      test: configuration.testClock)
    counters.startedAt = clock.now
    if clock.isDoubted { noteClock() }
    if configuration.isRestored { holdJudgements() }
  }

  /// Calls of one connection in one turn; past it others come first.
  static let callsATurn = 128

  /// The newest seq that has been given out; what a reply now may speak of.
  var head: UInt64 { builder.nextSeq - 1 }

  /// Whether one more line (at most 1 MiB) surely fits into the batch (at most 4 MiB).
  ///
  /// Counted here, because asking the builder in another module copies it for every line.
  var hasRoom: Bool { gathered < Limits.batch / 4 }

  /// The newest seq on disk.
  package var durableSeq: UInt64 { durable }

  /// How many texts it keeps: names of members, sources, deals and the like.
  package var knownNames: Int { team.symbols.count }

  /// The engine's time.
  package var now: Instant { clock.now }

  /// Whether everything that was accepted is on disk and has been answered.
  package var isSettled: Bool {
    inFlight == nil && builder.isEmpty && sessions.values.allSatisfy { !$0.output.isParked }
  }

  /// One line for an operator.
  package func statusLine(clients: Int) -> String {
    let ingests = sessions.values.count { $0.ingest != nil }
    let doubt =
      (clock.isDoubted ? ", clock in doubt" : "")
      + (awaitsRest ? ", restored: no week closes before cox clock accept" : "")
    let full = isWritable ? "" : ", disk full"
    let damage = figures.damages.isEmpty ? "" : ", log damaged"
    return "Live, seq \(durable), \(clients) clients, \(ingests) ingests\(doubt)\(full)\(damage)"
  }

  /// Hands over what the world shall do; empty when there is nothing.
  package func takeEffects() -> [EngineEffect] {
    defer { effects = [] }
    return effects
  }

  /// The cursor token for a seq of this store.
  func token(_ seq: UInt64) -> String { CursorToken(store: store, seq: seq).text }

  /// Writes the cursor token for a seq of this store.
  func writeToken(_ seq: UInt64, into writer: inout JSONWriter) {
    writer.string(opening: tokenOpening, seq)
  }

  /// Looks at the team where it is: a method of another module called on it as a property of this
  /// class is given a copy, with a retain for each of its eighty parts.
  @inline(__always)
  func look<R, E: Error>(_ body: (inout Team) throws(E) -> R) throws(E) -> R {
    try body(&team)
  }

  /// Marks a session for the end of the turn.
  func touch(_ session: Session) {
    guard !session.isTouched else { return }
    session.isTouched = true
    touched.append(session)
  }
}
