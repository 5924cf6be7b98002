import ArgumentParser
import Client
import Glibc
import JSONText
import Sentences
import WireProtocol

/// `cox tail`: the last events, and with --follow the next ones as they come.
struct Tail: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "tail",
    "The newest events; with --follow, each one as it comes.",
    examples: """
      cox tail
      cox tail --follow --types coxswain.deal.
      cox tail --from start --json > events.ndjson
      """,
    details: """
      --from takes start, now, a number of events back, an event (e-1042), a cursor or a time. A lost connection is \
      taken up again where it ended.
      """)

  @Flag(name: .shortAndLong, help: "Go on as events come.") var follow = false
  @Option(help: "Where to begin: start, now, 100, e-1042, a cursor, a time.") var from: String =
    "20"
  @Option(parsing: .upToNextOption, help: "Only types that begin so.") var types: [String] = []
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let session = Session(options: options)
    let output = Output(options, now: LocalClock.now)
    if output.form == .rows {
      Output.write(EventLine.names.joined(separator: "\t") + "\n", to: STDOUT_FILENO)
    }
    var start = try start(session)
    while try read(session, from: &start, output) {}
  }

  /// Reads as long as the connection lasts; true when the stream is to be taken up again at `place`.
  private func read(
    _ session: Session, from place: inout Subscribe.Start, _ output: Output
  ) throws(Trouble) -> Bool {
    let connection = try connectPatiently(session)
    do throws(ClientFault) {
      let filter = EventFilter(types: types)
      let stream = try Subscription(on: connection, from: place, filter: filter)
      while let item = try stream.next() {
        if let cursor = stream.cursor.flatMap({ CursorToken($0) }) { place = .after(cursor) }
        switch item {
        case .event(let event): show(event, output)
        case .mark(let state) where state == "live" && !follow: return false
        case .mark: continue
        case .bye(let pause): usleep(UInt32(min(pause, 5000)) * 1000)
        case .end: return follow
        }
      }
      return follow
    } catch {
      // A daemon that is killed says no goodbye.
      if follow, case .lost = error { return true }
      throw Trouble(error, path: connection.path)
    }
  }

  // A daemon that restarts is away for a moment; half a minute is more than a moment.
  private func connectPatiently(_ session: Session) throws(Trouble) -> Connection {
    for _ in 0..<60 {
      do throws(Trouble) {
        return try session.connect()
      } catch {
        // It may also go away between the connection and its greeting.
        let isAway = [ExitStatus.unavailable, ExitStatus.temporary].contains(error.exitCode)
        guard follow, isAway else { throw error }
        usleep(500_000)
      }
    }
    return try session.connect()
  }

  private func show(_ event: JSONValue, _ output: Output) {
    switch output.form {
    case .json: Output.write(event.text + "\n", to: STDOUT_FILENO)
    case .rows:
      let fields = EventLine.row(event).map { Escape.safe($0) }
      Output.write(fields.joined(separator: "\t") + "\n", to: STDOUT_FILENO)
    case .screen: output.write([EventLine.line(event, for: output.reader)])
    }
  }

  private func start(_ session: Session) throws(Trouble) -> Subscribe.Start {
    switch from {
    case "start": return .start
    case "now": return .now
    default: break
    }
    if let token = CursorToken(from), !from.contains(" "), Moment(from) == nil {
      return .after(token)
    }
    if let number = EventTarget.number(from) {
      let status = try session.call(WireProtocol.Status())
      guard let store = status["store"]?.string else { return .start }
      return number == 1 ? .start : .after(CursorToken(store: store, seq: number - 1))
    }
    guard let back = UInt64(from) else {
      let now = try session.now()
      guard
        let moment = SpokenTime.read(from, now: now, offset: { LocalClock.offset(nil, $0) ?? 0 })
      else { throw .badTime(from, option: "--from") }
      return .time(moment.rfc3339)
    }
    let status = try session.call(WireProtocol.Status())
    guard let head = status["head"]?.string.flatMap({ CursorToken($0) }), head.seq > back else {
      return .start
    }
    return .after(CursorToken(store: head.store, seq: head.seq - back))
  }
}
