import JSONText
import WireProtocol

/// A view's answer: what stands in its result, and its rows, each a JSON object.
struct QueryAnswer {
  /// Members of the result beside `at`, `view` and `rows`.
  var members: (inout JSONWriter) -> Void = { _ in }
  var rows: [[UInt8]] = []

  /// Adds a row.
  mutating func row(_ members: (inout JSONWriter) -> Void) {
    var writer = JSONWriter()
    writer.beginObject()
    members(&writer)
    writer.endObject()
    rows.append(writer.bytes)
  }
}

extension Engine {
  /// Answers a query: in one line where it fits the client's, else its rows go ahead in pieces.
  func answer(
    _ session: Session, _ request: Request, _ view: Query.View, _ answer: QueryAnswer
  ) {
    guard let id = request.id else { return }
    let head = 1024 + id.count
    let size = answer.rows.reduce(head) { $0 + $1.count + 1 }
    var rest = answer.rows[...]
    if size > session.maximumLine {
      while !rest.isEmpty { rest = sendRows(session, id, rest, head) }
    }
    self.answer(session, request) { result in
      result.member("at", token(self.head))
      result.member("view", view.rawValue)
      answer.members(&result)
      if size > session.maximumLine { result.number("streamed", answer.rows.count) }
      result.key("rows")
      result.beginArray()
      for row in rest { result.raw(row) }
      result.endArray()
    }
  }

  private func sendRows(
    _ session: Session, _ id: [UInt8], _ rows: ArraySlice<[UInt8]>, _ head: Int
  ) -> ArraySlice<[UInt8]> {
    var size = head
    let count = rows.prefix { row in
      size += row.count + 1
      return size <= session.maximumLine
    }.count
    let piece = rows.prefix(max(1, count))
    say(session) { writer in
      Envelope.notification("query.rows", into: &writer) { params in
        params.key("stream")
        params.raw(id)
        params.key("rows")
        params.beginArray()
        for row in piece { params.raw(row) }
        params.endArray()
      }
    }
    return rows.dropFirst(piece.count)
  }
}
