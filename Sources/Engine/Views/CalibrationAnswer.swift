import Domain
import JSONText
import WireProtocol

extension Engine {
  /// `calibration`: what the first half of the data would have foreseen of the second, and what came;
  /// all members count, and those are named whose numbers the caller may see.
  func calibrationAnswer(_ session: Session) throws(WireError) -> QueryAnswer {
    try permit(session, .readTeam, .team)
    let view = look { team in team.calibration(seed: 1) }
    var answer = QueryAnswer()
    answer.members = { result in
      result.member("from", view.from?.description)
      result.member("middle", view.middle?.description)
      result.member("to", view.to?.description)
      result.number("seed", view.seed)
      result.number("draws", view.draws)
      Self.write("matured", view.matured, into: &result)
      Self.write("counts", view.counts, into: &result)
      Self.write("plain_counts", view.plainCounts, into: &result)
      result.key("steps")
      result.beginArray()
      for step in view.steps { Self.write(step, into: &result) }
      result.endArray()
      Self.write(view.chain, into: &result)
    }
    let viewers = viewers(session)
    for row in view.rows {
      let subject = team.subject(team.symbols.find(row.member) ?? .none)
      guard viewers.contains(where: { access($0, .readNumbers, subject).isAllowed }) else {
        continue
      }
      answer.row { Self.write(row, into: &$0) }
    }
    return answer
  }

  private static func write(_ name: StaticString, _ hits: Hits, into writer: inout JSONWriter) {
    writer.key(name)
    writer.beginObject()
    writer.rounded("inside", hits.inside)
    writer.number("of", hits.of)
    writer.rounded("share", hits.share)
    writer.endObject()
  }

  private static func write(_ step: CalibratedStep, into writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("from", step.from)
    writer.member("to", step.to)
    writer.number("matured_after", step.maturedAfter)
    writer.number("first_successes", step.first.successes)
    writer.number("first_trials", step.first.trials)
    writer.number("second_successes", step.second.successes)
    writer.number("second_trials", step.second.trials)
    write("hits", step.hits, into: &writer)
    writer.flag("moved", step.hasMoved)
    writer.endObject()
  }

  private static func write(_ chain: ChainCalibration, into writer: inout JSONWriter) {
    writer.key("chain")
    writer.beginObject()
    writer.number("days", ChainCalibration.days)
    writer.member("currency", chain.currency)
    write("wins", chain.wins, into: &writer)
    write("amounts", chain.amounts, into: &writer)
    writer.key("windows")
    writer.beginArray()
    for window in chain.windows {
      writer.beginObject()
      writer.member("first", window.first.description)
      writer.member("last", window.last.description)
      writer.number("members", window.members)
      writer.number("entered", window.entered)
      writer.number("wins_low", window.wins.lowerBound)
      writer.number("wins_high", window.wins.upperBound)
      writer.number("wins", window.winsCame)
      writer.number("amount_low", window.amount.lowerBound)
      writer.number("amount_high", window.amount.upperBound)
      writer.number("amount", window.amountCame)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }

  private static func write(_ row: CalibratedRow, into writer: inout JSONWriter) {
    writer.member("member", row.member)
    writer.member("to", row.to)
    writer.number("first_successes", row.first.successes)
    writer.number("first_trials", row.first.trials)
    writer.number("second_successes", row.second.successes)
    writer.number("second_trials", row.second.trials)
    writer.number("low", row.low)
    writer.number("high", row.high)
    writer.flag("inside", row.isInside)
  }
}
