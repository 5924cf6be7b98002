import Domain
import EventLog
import JSONText
import WireProtocol

/// A durable consumer: a name that belongs to whoever first used it as themself.
struct Consumer: Hashable, Sendable {
  /// The text of a record's `by`: a member's id, or `uid:` and the number.
  let owner: Symbol
  let name: Symbol
}

extension Engine {
  /// Where a durable consumer goes on; one that is new begins at `start` and is recorded there.
  func open(
    _ consumer: Consumer, for session: Session, takeover: Bool,
    start: () throws(WireError) -> UInt64
  ) throws(WireError) -> UInt64 {
    try free(consumer, for: session, takeover)
    if let through = consumers[consumer] { return through + 1 }
    guard isWritable else { throw Self.diskFull }
    let names = consumers.keys.count { $0.owner == consumer.owner }
    guard names < Limits.durableNames else {
      throw WireError(.tooMany, "\(names) durable names are in use by you already: use one of them")
    }
    let next = try start()
    consumers[consumer] = next - 1
    changedConsumers.insert(consumer)
    writeConsumers()
    return next
  }

  /// Keeps that a consumer is done with everything up to a seq; it never goes back.
  func acknowledge(_ consumer: Consumer, through seq: UInt64) {
    guard let known = consumers[consumer], seq > known else { return }
    consumers[consumer] = seq
    changedConsumers.insert(consumer)
  }

  /// Records the places that moved since the last time: one record a consumer and batch.
  func writeConsumers() {
    guard !changedConsumers.isEmpty, isWritable else { return }
    let changed = changedConsumers.sorted {
      (team.symbols.text($0.owner), team.symbols.text($0.name))
        < (team.symbols.text($1.owner), team.symbols.text($1.name))
    }
    changedConsumers = []
    for consumer in changed {
      var writer = JSONWriter()
      writer.beginObject()
      writer.member("kind", "sub.cursor")
      writer.member("consumer", team.symbols.text(consumer.name))
      writer.member("of", team.symbols.text(consumer.owner))
      writer.number("through", consumers[consumer])
      writer.endObject()
      builder.append(
        control: writer.bytes.span, at: clock.now.microseconds, by: daemonActor.text.span)
    }
  }

  /// Whether a cursor is of this store and not beyond its head.
  func check(_ cursor: CursorToken) throws(WireError) {
    guard cursor.store == store else {
      throw WireError(
        .cursorForeign, "this cursor is of store \(cursor.store), this is \(store)",
        details: ["store": .string(store)])
    }
    guard cursor.seq <= head else {
      throw WireError(
        .cursorAhead,
        "this cursor is ahead of the log, which ends at \(head): was a backup restored?",
        details: ["head": .string(token(head))])
    }
  }

  /// One holder at a time, so that acknowledgements stay in one order.
  private func free(
    _ consumer: Consumer, for session: Session, _ takeover: Bool
  ) throws(WireError) {
    for other in sessions.values.sorted(by: { $0.id < $1.id }) {
      guard let held = other.subscriptions.first(where: { $0.consumer == consumer }) else {
        continue
      }
      let name = team.symbols.text(consumer.name)
      guard takeover, other !== session else {
        throw WireError(
          .sourceBusy, "\(name) is followed by uid \(other.peer.uid): one follower a name",
          details: ["uid": .integer(Int64(other.peer.uid))])
      }
      other.subscriptions.removeAll { $0 === held }
      let error = WireError(.fenced, "\(name) was taken over by another connection: stop reading")
      say(other) { error.writeReply(id: held.stream, into: &$0) }
    }
  }
}
