import Client
import JSONText
import Sentences
import WireProtocol

/// The event that a person means: its whole id, the first letters of one of their own, or the short
/// id that replies show (`e-1042`, its number in the daemon's log).
struct EventTarget {
  let session: Session

  /// An event's identity, and the event itself where it was looked up.
  struct Found {
    var id: String
    var source: String?
    var event: JSONValue?
  }

  /// First letters are looked for among the own events of this many days.
  private static let days: Int64 = 31

  /// The event meant by what was typed; whatever is no short form is taken as it stands.
  func find(_ typed: String, source: String?) throws(Trouble) -> Found {
    let whole = Found(id: typed, source: source)
    if source != nil { return whole }
    if let number = Self.number(typed) { return try event(number, typed) }
    guard Self.isBeginning(typed) else { return whole }
    let (events, fault) = try recent(seconds: Self.days * 86_400)
    if events.contains(where: { $0["id"]?.string == typed }) { return whole }
    let matching = events.filter { $0["id"]?.string?.hasPrefix(typed) ?? false }
    guard matching.count < 2 else {
      throw .severalEvents(typed, matching.map { ($0["id"]?.string ?? "", $0) })
    }
    guard let event = matching.first, let id = event["id"]?.string else {
      // Kept as it stands it could mean nothing when it is sent.
      if let fault { throw Trouble(fault).unresolved(typed) }
      return whole
    }
    return Found(id: id, source: event["source"]?.string, event: event)
  }

  /// Own events that were recorded lately, oldest first, and after them those that wait here.
  ///
  /// Where no daemon answers, for the reason that is returned, what waits here is all there is.
  private func recent(
    seconds: Int64
  ) throws(Trouble) -> (events: [JSONValue], fault: ClientFault?) {
    let waiting = try waiting().map(\.event)
    do throws(ClientFault) {
      return (try stored(seconds) + waiting, nil)
    } catch {
      if Keeping.keeps(error) { return (waiting, error) }
      throw Trouble(error)
    }
  }

  /// What waits for this daemon, said as whoever asks.
  private func waiting() throws(Trouble) -> [OutboxEntry] {
    do throws(FileFault) {
      guard let outboxes = try? session.options.outboxes() else { return [] }
      var entries: [OutboxEntry] = []
      for outbox in outboxes { entries += try outbox.entries() }
      return entries.filter { $0.member == session.options.member }
    } catch {
      throw .unreadable(error.path, reason: Trouble.fileReason(error.errno))
    }
  }

  /// Own events in the daemon's log, recorded in the last so many seconds.
  func stored(_ seconds: Int64) throws(ClientFault) -> [JSONValue] {
    let connection = try session.open(toWrite: false)
    let status = try connection.call(WireProtocol.Status())
    let now = status["clock"]?["now"]?.string.flatMap { Moment($0) } ?? LocalClock.now
    let me = try connection.call(Hello(actingAs: session.options.member))["peer"]?["member"]?.string
    guard let me else { return [] }
    let source = "/cox/\(me)"
    let stream = try Subscription(
      on: connection, from: .time(Moment(seconds: now.seconds - seconds).rfc3339),
      filter: EventFilter(sources: [source]))
    var events: [JSONValue] = []
    while let item = try stream.next() {
      switch item {
      case .event(let told):
        guard let event = told["event"], event["source"]?.string == source else { continue }
        // With its number, by which people call it.
        events.append(told["seq"].map { event.adding("seq", $0) } ?? event)
      case .mark(let state) where state == "live": return events
      case .mark: continue
      case .bye, .end: return events
      }
    }
    return events
  }

  private func event(_ number: UInt64, _ typed: String) throws(Trouble) -> Found {
    let connection = try session.connect(toWrite: false)
    let told = try connection.asked { connection throws(ClientFault) -> JSONValue? in
      let status = try connection.call(WireProtocol.Status())
      guard let head = status["head"]?.string.flatMap({ CursorToken($0) }), head.seq >= number
      else { return nil }
      let start: Subscribe.Start =
        number == 1 ? .start : .after(CursorToken(store: head.store, seq: number - 1))
      let stream = try Subscription(on: connection, from: start)
      while let item = try stream.next() {
        switch item {
        case .event(let told): return told
        case .mark(let state) where state != "live": continue
        default: return nil
        }
      }
      return nil
    }
    guard let told, told["seq"]?.integer == Int64(number), let event = told["event"],
      let id = event["id"]?.string
    else { throw .noSuchEvent(typed) }
    return Found(id: id, source: event["source"]?.string, event: event)
  }

  /// The number in `e-1042`.
  static func number(_ typed: String) -> UInt64? {
    guard typed.hasPrefix("e-"), typed.utf8.dropFirst(2).allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return UInt64(typed.dropFirst(2)).flatMap { $0 > 0 ? $0 : nil }
  }

  // Ids that this client makes have 26 letters and digits; three are too few to mean one of them.
  private static func isBeginning(_ typed: String) -> Bool {
    (4..<26).contains(typed.utf8.count)
      && typed.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39: true
        case 0x69, 0x6c, 0x6f, 0x75: false
        case 0x61...0x7a: true
        default: false
        }
      }
  }
}
