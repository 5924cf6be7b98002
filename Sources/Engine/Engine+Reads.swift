import Domain
import EventLog
import JSONText
import WireProtocol

/// What to do with records once the reader has brought them.
struct PendingRead {
  let session: Session
  /// A unary call or a line waits for it, so the session's later lines do, too.
  let holdsSession: Bool
  let resume: (Engine, Session, [UInt8]) throws(WireError) -> Void
  /// The request to answer when `resume` throws.
  let request: Request?
  /// What a failure means where there is neither a request nor a line to answer.
  let orElse: ((Engine, WireError) -> Void)?
}

extension Engine {
  /// The reader brings what a ticket asked for, or says why it can't.
  package func readFinished(_ ticket: ReadTicket, _ result: Result<[UInt8], ReadProblem>) {
    defer { leavePastLine(ticket) }
    guard let read = reads.removeValue(forKey: ticket) else { return }
    let session = read.session
    if read.holdsSession { session.awaitedRead = nil }
    do throws(WireError) {
      switch result {
      case .success(let bytes): try read.resume(self, session, bytes)
      case .failure(let problem): throw WireError(.internalError, problem.message)
      }
    } catch {
      if let orElse = read.orElse {
        orElse(self, error)
      } else if let id = read.request?.id {
        say(session) { error.writeReply(id: id.bytes, into: &$0) }
      } else if read.request == nil {
        session.ingest?.isComparing = false
        rejectLine(session, id: nil, error)
      }
    }
    touch(session)
    proceed(session)
  }

  /// Reads committed records for a session that waits for them.
  func awaitRead(
    _ session: Session, _ what: ReadRequest, from seq: UInt64, for request: Request? = nil,
    _ resume: @escaping (Engine, Session, [UInt8]) throws(WireError) -> Void
  ) {
    session.awaitedRead = startRead(
      session, what, from: seq, holdsSession: true, for: request, resume)
  }

  /// Reads committed records; what is not on disk yet is asked for once it is.
  @discardableResult
  func startRead(
    _ session: Session, _ what: ReadRequest, from seq: UInt64, holdsSession: Bool,
    for request: Request?, orElse: ((Engine, WireError) -> Void)? = nil,
    _ resume: @escaping (Engine, Session, [UInt8]) throws(WireError) -> Void
  ) -> ReadTicket {
    lastTicket += 1
    let ticket = ReadTicket(number: lastTicket)
    reads[ticket] = PendingRead(
      session: session, holdsSession: holdsSession, resume: resume, request: request,
      orElse: orElse)
    if seq <= durable {
      handOver(ticket, what)
    } else {
      deferredReads.append((seq, ticket, what))
    }
    return ticket
  }

  func startDeferredReads() {
    for read in deferredReads where read.seq <= durable {
      handOver(read.ticket, read.request)
    }
    deferredReads.removeAll { $0.seq <= durable }
  }

  /// Whether a record's event says the same as a line, member order and white space apart.
  func isSameEvent(_ record: ArraySlice<UInt8>, _ line: [UInt8]) throws(WireError) -> Bool {
    let bytes = Array(record)
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
      let view = try? RecordView.parse(bytes.span, line: 0..<end),
      let stored = try? document.value(document.parse(bytes, in: view.body)),
      let sent = try? document.value(document.parse(line, in: 0..<line.count))
    else { throw WireError(.internalError, "a stored record does not read back") }
    return stored.canonical == sent.canonical
  }
}

/// Why the reader could not bring a record.
package struct ReadProblem: Error, Sendable {
  package var message: String

  package init(message: String) { self.message = message }
}
