import Client
import JSONText
import Sentences
import WireProtocol

/// Sends what was kept while no daemon answered, before anything else is asked of it.
///
/// It never stands in the way of the command that it precedes: what cannot be sent stays kept.
struct Delivery {
  let options: GlobalOptions

  /// What became of one event.
  private enum Verdict {
    case stored(doubt: Text?)
    case refused(String)
    /// Neither now; `isUnknown` when a daemon may have it all the same.
    case later(isUnknown: Bool)
  }

  /// Sends everything that waits for the daemon of these options.
  func run() {
    guard let outboxes = try? options.outboxes() else { return }
    for outbox in outboxes where !outbox.isEmpty {
      do throws(FileFault) {
        // Another command that sends already will do.
        guard let claim = try outbox.claim(waiting: false) else { continue }
        try send(outbox, claim)
      } catch {
        Output.note(
          [OutboxPage.unusable(error.path, reason: Trouble.fileReason(error.errno))])
      }
    }
  }

  private func send(_ outbox: Outbox, _ claim: borrowing FileLock) throws(FileFault) {
    let entries = try outbox.entries()
    guard !entries.isEmpty else { return }
    outbox.beginSending(claim)
    var (stored, refused) = (0, [RefusedEntry]())
    var doubts: [Text] = []
    var isNextSent = false
    var channel = Channel(options: options)
    loop: for entry in entries {
      switch deliver(entry, &channel) {
      case .stored(let doubt):
        stored += 1
        if let doubt { doubts.append(OutboxPage.line(entry.event, doubt)) }
      case .refused(let reason): refused.append(RefusedEntry(entry: entry, reason: reason))
      case .later(let isUnknown):
        isNextSent = isUnknown
        break loop
      }
    }
    let done = stored + refused.count
    try outbox.settle(claim, first: done, refused: refused, isNextSent: isNextSent)
    Output.note(
      OutboxPage.sent(
        stored, left: entries.count - done, doubts: doubts,
        refused: refused.map { OutboxPage.line($0.entry.event, Text($0.reason)) }))
  }

  private func deliver(_ entry: OutboxEntry, _ channel: inout Channel) -> Verdict {
    do throws(ClientFault) {
      let connection = try channel.connection(as: entry.member)
      return .stored(doubt: WrittenPage.doubt(try connection.append(entry.timed)))
    } catch .refused(let refusal) where refusal.kind == ErrorKind.idReused.rawValue {
      return settle(entry, &channel, refusal)
    } catch .refused(let refusal) where refusal.details?["pointer"]?.string == "/time" {
      return waits(entry, &channel) ? .later(isUnknown: false) : verdict(.refused(refusal))
    } catch {
      return verdict(error)
    }
  }

  // The answer to its first sending got lost, and it was stored: then as it was, without a time.
  private func settle(
    _ entry: OutboxEntry, _ channel: inout Channel, _ refusal: Refusal
  ) -> Verdict {
    guard entry.timed != entry.event else { return .refused(refusal.message) }
    do throws(ClientFault) {
      let connection = try channel.connection(as: entry.member)
      return .stored(doubt: WrittenPage.doubt(try connection.append(entry.event)))
    } catch {
      return verdict(error)
    }
  }

  // What is past here and still ahead there waits for the daemon's clock, which is behind. While the
  // daemon does not say what its clock shows, nothing is put aside for good.
  private func waits(_ entry: OutboxEntry, _ channel: inout Channel) -> Bool {
    guard let time = entry.timed["time"]?.string.flatMap({ Moment($0) }), time <= LocalClock.now
    else { return false }
    do throws(ClientFault) {
      let status = try channel.connection(as: entry.member).call(WireProtocol.Status())
      guard let theirs = status["clock"]?["now"]?.string.flatMap({ Moment($0) }) else {
        return false
      }
      return theirs < time
    } catch {
      return true
    }
  }

  private func verdict(_ fault: ClientFault) -> Verdict {
    if Keeping.keeps(fault) { return .later(isUnknown: Keeping.isUnknown(fault)) }
    guard case .refused(let refusal) = fault else { return .later(isUnknown: true) }
    if refusal.kind == ErrorKind.unmappedPeer.rawValue { return .later(isUnknown: false) }
    return refusal.retry == "never" ? .refused(refusal.message) : .later(isUnknown: true)
  }

  /// One connection for events said as the same member.
  private struct Channel {
    let options: GlobalOptions
    private var open: (connection: Connection, member: String?)?

    init(options: GlobalOptions) { self.options = options }

    mutating func connection(as member: String?) throws(ClientFault) -> Connection {
      if let open, open.member == member { return open.connection }
      let connection = try options.connection()
      let hello = Hello(client: "cox", clientVersion: Version.text, actingAs: member)
      // Before the playbook knows this user, an event would count for nobody: it waits.
      guard try connection.call(hello)["peer"]?["member"]?.string != nil else {
        throw .noSocket(folders: [])
      }
      open = (connection, member)
      return connection
    }
  }
}
