import Domain
import EventLog
import JSONText
import WireProtocol

extension Engine {
  /// Rows of one trace whose text is fetched from disk; beyond them the rows come without notes.
  private static let mostNotes = 1_000

  /// `deal`: one deal and all that was recorded on it in time order, with notes from disk.
  func traceDeal(_ call: Query, _ request: Request, _ session: Session) throws(WireError) {
    guard let deal = team.symbols.find(call.deal ?? ""), let owner = team.owner(ofDeal: deal),
      let view = team.dealView(deal, now: clock.now)
    else {
      throw WireError(
        .notFound, "no event names the deal \(call.deal ?? "")",
        details: ["pointer": "/params/deal"])
    }
    try permit(session, .readNumbers, owner)
    let seqs = view.rows.prefix(Self.mostNotes).map(\.seq)
    guard let newest = seqs.max() else {
      answer(session, request, .deal, trace(view, notes: [:]))
      return
    }
    awaitRead(session, .records(seqs), from: newest, for: request) {
      engine, session, records throws(WireError) in
      engine.answer(session, request, .deal, engine.trace(view, notes: engine.notes(in: records)))
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

  private func trace(_ view: DealView, notes: [UInt64: String]) -> QueryAnswer {
    var answer = QueryAnswer()
    let touched = team.lastTouch(EntityKind.deal.entity(view.deal.deal))
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
        writer.member("reason", row.reason)
        writer.member("note", notes[row.seq])
        writer.number("days_before_close", row.daysBeforeClose)
      }
    }
    return answer
  }
}
