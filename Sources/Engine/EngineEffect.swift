package import EventLog
package import WireProtocol

/// Names a connection for as long as it lives; numbers are never reused.
package struct ConnectionID: Hashable, Sendable, Comparable {
  package let number: Int

  package init(_ number: Int) { self.number = number }

  package static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}

/// Who is at the other end of a connection, as the kernel and the user database say.
package struct Peer: Sendable, Equatable {
  package var uid: UInt32
  package var user: String?
  package var groups: [String]
  /// Root and the daemon's own user operate every team, so that a new one can be set up.
  package var isOperator: Bool

  package init(uid: UInt32, user: String?, groups: [String], isOperator: Bool) {
    self.uid = uid
    self.user = user
    self.groups = groups
    self.isOperator = isOperator
  }
}

/// Pairs a read with the connection that waits for it.
package struct ReadTicket: Hashable, Sendable {
  package let number: Int
}

/// What the reader shall fetch from committed records.
package enum ReadRequest: Sendable, Equatable {
  /// Whole record lines from one seq through another, at most `maximumBytes` of them.
  case range(from: UInt64, through: UInt64, maximumBytes: Int)
  /// The record lines of these seqs, in this order.
  case records([UInt64])
  /// The list of files that a copy of the log through this seq consists of, as `LogFile` words it.
  case files(through: UInt64)
  /// The newest seal whose segment ends at or before this seq; nothing when there is none yet.
  case newestSeal(through: UInt64)
  /// The lines that answer a question about the past; it takes as many turns as it needs.
  case past(PastQuestion)
}

/// Whole lines that several connections are sent: made once, held once.
package final class SharedText: Sendable {
  package let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }
}

/// What the engine asks of the world; the daemon and the simulation carry it out.
package enum EngineEffect: Sendable {
  /// Write and sync this batch, then call `committed`; never two at once.
  case commit(Batch)
  /// Send bytes; when `thenClose`, close once they are gone.
  case reply(ConnectionID, [UInt8], thenClose: Bool)
  /// Send bytes that other connections are sent, too.
  case share(ConnectionID, SharedText)
  /// Cut a connection at once, with what it has not taken: it stopped reading.
  case drop(ConnectionID)
  /// Read committed records off the loop, then call `readFinished`, or `readPaused` with a part of it
  /// done.
  case read(ReadTicket, ReadRequest)
  /// Let go of the past that was replayed for questions about it.
  case forgetPast
  /// Call `wake` after this many microseconds (or earlier).
  case wake(afterMicroseconds: Int64)
  /// Call `resumeHeld` once what has arrived from others meanwhile has been received.
  case again
  /// Forget durably that the log was restored.
  case forgetRestored
  /// Tell the operator's journal; never any content of events.
  case note(Note)
  /// Tell the journal from this level on, and that it is so.
  case journalLevel(JournalLevel.Level, String)
  /// Tell the journal while everything is told.
  case trace(String)
}

/// Something the journal should know: a kind with its own message id, and a line without content.
package struct Note: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case ingestEnded, eventRejected, slowConsumer, peerDenied, alertRaised
    case clockDoubted, clockBelieved
  }

  package var kind: Kind
  package var text: String
  package var uid: UInt32?
  package var seq: UInt64?
  package var source: String?

  package init(
    _ kind: Kind, _ text: String, uid: UInt32? = nil, seq: UInt64? = nil, source: String? = nil
  ) {
    self.kind = kind
    self.text = text
    self.uid = uid
    self.seq = seq
    self.source = source
  }
}
