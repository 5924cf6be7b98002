import Domain
import JSONText
import WireProtocol

/// One connection's state: its unread bytes, its parked output, its streams.
///
/// A class, because handlers change it in place while the engine holds it in a table.
final class Session {
  let id: ConnectionID
  let peer: Peer
  var framer: LineFramer
  /// Input behind what the framer has, decoded ahead.
  var waiting = WaitingInput()
  /// Bytes of input that are being decoded.
  var beingDecoded = 0
  var output = ParkedOutput()
  /// Bytes handed to the transport and not written by it yet.
  var unwritten = 0
  /// Server lines are at most this long; `hello` may raise it.
  var maximumLine = Limits.serverLine
  /// Who the peer is to the team, as last found.
  ///
  /// A class, so that a look at it at every request copies none of it.
  final class Identity {
    let viewers: [Viewer]
    let actor: Actor
    /// The source of what the peer says in their own name; `none` for integrations and operators.
    let ownSource: Symbol
    let factsVersion: UInt64
    let minute: Int64

    init(
      viewers: [Viewer], actor: Actor, ownSource: Symbol, factsVersion: UInt64, minute: Int64
    ) {
      self.viewers = viewers
      self.actor = actor
      self.ownSource = ownSource
      self.factsVersion = factsVersion
      self.minute = minute
    }
  }

  var identity: Identity?
  /// The member this connection acts as on a test clock (`hello` with `as`).
  var actingAs: Symbol?
  var inputEnded = false
  /// The peer takes nothing any more.
  var isDeaf = false
  var closing = false
  /// A unary call that waits for the reader; later lines wait behind it, so replies keep order.
  var awaitedRead: ReadTicket?
  /// Waits for room in the batch.
  var blocked = false
  /// Calls handled since the last turn ended.
  var calls = 0
  /// Has had its share of a turn, or has answers to take first; the engine's list of held ones has it.
  var isHeld = false
  /// Bytes of unhandled input as the engine's sum has them.
  var countedInput = 0
  /// Waits until everything due by the test clock has been judged.
  var awaitsJudgement = false
  /// Is in the engine's list for the end of the turn.
  var isTouched = false
  var isWaitingForDisk = false
  var ingest: IngestStream?
  /// Its lines are those of others, from a file: no request among them is carried out any more.
  var isEventsOnly = false
  /// Sources that another connection took over from this one.
  var fencedSources: Set<Symbol> = []
  var subscriptions: [Subscription] = []
  /// The copy of the log that it is being sent.
  var backup: BackupStream?
  /// When the line that is arriving began, and when anything last arrived (monotonic ns).
  var lineBegan: Int64?
  var lastInput: Int64
  /// When the transport last took bytes, or had none to take (monotonic ns).
  var lastWrote: Int64

  init(id: ConnectionID, peer: Peer, now: Int64) {
    self.id = id
    self.peer = peer
    framer = LineFramer(maximumLine: Limits.line)
    lastInput = now
    lastWrote = now
  }

  /// Bytes that hold input that was not handled yet: what a piece is decoded into takes about as much
  /// again.
  var pendingInput: Int { framer.pendingCount + 2 * (waiting.byteCount + beingDecoded) }

  /// Whether another line may be handled now.
  var mayProceed: Bool {
    !closing && !blocked && !isHeld && !awaitsJudgement && awaitedRead == nil
  }

  /// Whether nothing more can come of this connection: input is over and all has been said.
  var isFinished: Bool {
    inputEnded && awaitedRead == nil && !blocked && !isHeld && !awaitsJudgement && ingest == nil
      && subscriptions.isEmpty && backup == nil
      && output.byteCount == 0
  }

  /// The open subscription with this stream id, as its request's id was written.
  func subscription(_ stream: [UInt8]) -> Subscription? {
    subscriptions.first { $0.stream == stream }
  }
}
