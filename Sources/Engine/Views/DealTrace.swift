import Domain
import EventLog
import JSONText
import WireProtocol

extension Engine {
  /// Rows of one trace whose text is fetched from disk; beyond them the rows come without notes.
  private static let mostNotes = 1_000

  /// `deal`: one deal and all that was recorded on it in time order, with notes from disk.
  func traceDeal(_ call: Query, _ request: Request, _ session: Session) throws(WireError) {
    let missing = WireError(
      .notFound, "no event of yours names the deal \(call.deal ?? "")",
      details: ["pointer": "/params/deal"])
    guard let deal = team.symbols.find(call.deal ?? ""),
      let view = team.dealView(deal, now: clock.now)
    else { throw missing }
    // One answer for what is missing and what is not for these eyes: names are not to be tried out.
    guard mayRead(session, deal: deal) else { throw missing }
    // What the answer shows is as things stand now, though the notes come later.
    let (now, touched) = (head, team.lastTouch(EntityKind.deal.entity(view.deal.deal)))
    let seqs = view.rows.prefix(Self.mostNotes).map(\.seq)
    guard let newest = seqs.max() else {
      try answer(session, request, .deal, trace(view, touched, notes: [:]), at: now)
      return
    }
    awaitRead(session, .records(seqs), from: newest, for: request) {
      engine, session, records throws(WireError) in
      let trace = engine.trace(view, touched, notes: engine.notes(in: records))
      try engine.answer(session, request, .deal, trace, at: now)
    }
  }

  /// The notes that people wrote into events, by seq.
  private func notes(in records: [UInt8]) -> [UInt64: String] {
    var notes: [UInt64: String] = [:]
    forEachRecord(records) { view in
      guard let root = try? document.parse(records, in: view.body),
        let data = document.member(root, "data"), let note = document.member(data, "note"),
        let text = document.string(note)
      else { return }
      notes[view.seq] = text
    }
    return notes
  }

  private func trace(
    _ view: DealView, _ touched: UInt64?, notes: [UInt64: String]
  ) -> QueryAnswer {
    var answer = QueryAnswer()
    answer.members = { result in
      result.key("deal")
      result.beginObject()
      // The trace calls a deal's own name `id`; lists call it `deal`.
      result.member("id", view.deal.deal)
      result.number("seq", touched)
      Self.write(view.deal, into: &result)
      result.endObject()
    }
    for row in view.rows {
      answer.row { writer in
        writer.number("seq", row.seq)
        writer.member("time", row.time.rfc3339)
        writer.member("type", row.type)
        writer.member("member", row.member)
        writer.member("by", row.by)
        writer.member("metric", row.metric)
        writer.number("count", row.count)
        writer.number("minutes", row.minutes)
        writer.member("stage", row.stage)
        writer.number("amount", row.amount)
        writer.member("currency", row.currency)
        if !row.credit.isEmpty { Self.write(row.credit, into: &writer) }
        writer.member("starts", row.starts?.rfc3339)
        writer.member("reason", row.reason)
        writer.member("doubt", row.doubt?.rawValue)
        writer.number("disputes", row.disputes)
        writer.member("note", notes[row.seq])
        writer.number("days_before_close", row.daysBeforeClose)
      }
    }
    return answer
  }

  private static func write(_ credit: [CreditPart], into writer: inout JSONWriter) {
    writer.key("credit")
    writer.beginArray()
    for part in credit {
      writer.beginObject()
      writer.member("member", part.member)
      writer.number("share", part.share)
      writer.endObject()
    }
    writer.endArray()
  }
}
