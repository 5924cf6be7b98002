import Domain
import JSONText
import WireProtocol

/// A view's answer: what stands in its result, and its rows, each a JSON object.
struct QueryAnswer {
  /// Members of the result beside `at`, `view` and `rows`.
  var members: (inout JSONWriter) -> Void = { _ in }
  /// The rows with a comma between them, and where each ends: one buffer, not one a row.
  private(set) var rows = JSONWriter()
  private(set) var ends: [Int] = []

  /// The same members with no rows yet.
  var withoutRows: QueryAnswer {
    var copy = QueryAnswer()
    copy.members = members
    return copy
  }

  /// Adds a row.
  mutating func row(_ members: (inout JSONWriter) -> Void) {
    rows.beginObject()
    members(&rows)
    rows.endObject()
    ends.append(rows.bytes.count)
  }

  /// The bytes of some rows in order, without a comma around them.
  func bytes(_ range: Range<Int>) -> ArraySlice<UInt8> {
    guard !range.isEmpty else { return [] }
    return rows.bytes[start(range.lowerBound)..<ends[range.upperBound - 1]]
  }

  /// Where a row begins, behind the comma of the one before it.
  func start(_ row: Int) -> Int { row == 0 ? 0 : ends[row - 1] + 1 }
}

extension Engine {
  /// Answers a query: in one line where it fits the client's, else its rows go ahead in pieces.
  ///
  /// `at` is the seq that the answer shows, where that is not the newest one by now.
  func answer(
    _ session: Session, _ request: Request, _ view: Query.View, _ answer: QueryAnswer,
    at seq: UInt64? = nil
  ) throws(WireError) {
    guard let id = request.id else { return }
    let head = 1024 + Limits.id
    let isStreamed = head + answer.rows.bytes.count + 1 > session.maximumLine
    var sent = 0
    if isStreamed {
      try checkBudget(for: answer.rows.bytes.count)
      let stream = id.bytes
      while sent < answer.ends.count { sent = sendRows(session, stream, answer, from: sent, head) }
    }
    self.answer(session, request, view, at: seq) { result in
      answer.members(&result)
      if isStreamed { result.number("streamed", answer.ends.count) }
    } rows: { rows in
      if sent < answer.ends.count { rows.raw(answer.bytes(sent..<answer.ends.count)) }
    }
  }

  /// Answers a query in one line.
  func answer(
    _ session: Session, _ request: Request, _ view: Query.View, at seq: UInt64? = nil,
    members: (inout JSONWriter) -> Void = { _ in }, rows: (inout JSONWriter) -> Void
  ) {
    answer(session, request) { result in
      result.key("at")
      writeToken(seq ?? head, into: &result)
      result.key("view")
      result.string(plain: view.name)
      // The playbook always says of which moment it is.
      if let pastMoment, view != .playbook { result.member("as_of", pastMoment.rfc3339) }
      members(&result)
      result.opening(#""rows":["#)
      rows(&result)
      result.closing("]")
    }
  }

  /// Large answers that nobody takes must not fill the memory: one always fits, more share a budget.
  func checkBudget(for bytes: Int) throws(WireError) {
    guard outputHeld > Limits.grantedBuffer, outputHeld + bytes > Limits.outputBudget else {
      return
    }
    throw WireError(
      .tooMany,
      "\(outputHeld) bytes of answers wait for their readers, and this one has \(bytes): "
        + "take what was sent, or ask again later")
  }

  /// Sends as many rows as fit into a line, one at least; returns the first that was not sent.
  private func sendRows(
    _ session: Session, _ id: [UInt8], _ answer: QueryAnswer, from first: Int, _ head: Int
  ) -> Int {
    let start = answer.start(first)
    var end = first + 1
    while end < answer.ends.count, head + answer.ends[end] - start + 1 <= session.maximumLine {
      end += 1
    }
    say(session) { writer in
      Envelope.notification("query.rows", into: &writer) { params in
        params.key("stream")
        params.raw(id)
        params.key("rows")
        params.beginArray()
        params.raw(answer.bytes(first..<end))
        params.endArray()
      }
    }
    return end
  }
}
