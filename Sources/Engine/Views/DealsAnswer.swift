import Domain
import JSONText
import WireProtocol

extension Engine {
  /// `deals`: how many stand where and what was won, of one member or of all that a peer may see.
  func dealsAnswer(_ call: Query, _ session: Session) throws(WireError) -> QueryAnswer {
    var owner: Symbol?
    if call.member != nil {
      owner = try queriedMember(call.member, session)
    } else if viewers(session).allSatisfy({ $0.role != .operator }) {
      owner = try queriedMember(nil, session)
    }
    let view = team.dealsView(owner: owner, list: call.list, now: clock.now)
    var answer = QueryAnswer()
    answer.members = { result in
      result.key("totals")
      result.beginObject()
      result.number("won", view.won)
      result.number("lost", view.lost)
      result.number("open", view.open)
      result.key("won_amount")
      result.beginArray()
      for sum in view.wonAmounts {
        result.beginObject()
        result.member("currency", sum.currency)
        result.number("amount", sum.amount)
        result.endObject()
      }
      result.endArray()
      result.endObject()
    }
    for deal in view.rows { answer.row { Self.write(deal, into: &$0) } }
    return answer
  }

  static func write(_ deal: DealSummary, into writer: inout JSONWriter) {
    writer.member("deal", deal.deal)
    writer.member("owner", deal.owner)
    writer.member("account", deal.account)
    writer.member("state", deal.state.rawValue)
    writer.member("stage", deal.stage)
    writer.number("amount", deal.amount)
    writer.member("currency", deal.currency)
    writer.member("reason", deal.reason)
    writer.member("opened", deal.opened?.rfc3339)
    writer.member("closed", deal.closed?.rfc3339)
    writer.number("age_days", deal.ageDays)
  }
}
