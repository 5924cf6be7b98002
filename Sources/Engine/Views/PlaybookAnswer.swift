import Domain
import EventCodec
import JSONText
import WireProtocol

extension Engine {
  /// `playbook`: what the team agreed on, as it stood at a moment.
  ///
  /// Everybody sees the rules they are measured by and who is in the team; quotas, accounts and
  /// aliases are seen as numbers are: by the member, their manager and operators.
  func playbookAnswer(_ call: Query, _ session: Session) throws(WireError) -> QueryAnswer {
    try permit(session, .readPlaybook, .team)
    let moment = clock.now
    let view = look { $0.playbookView(at: moment) }
    var answer = QueryAnswer()
    let team = configuration.team
    answer.members = { result in
      result.member("team", team)
      result.member("as_of", moment.rfc3339)
      result.member("day", view.day.description)
      result.member("applied", view.applied?.rfc3339)
      result.member("by", view.by)
      result.member("sha256", view.sha256)
    }
    for row in view.rows {
      let isMine = mayRead(session, self.team.subject(row.member))
      switch row.fact {
      case .quotaProposed where !isMine: continue
      case .memberJoined(var fact) where !isMine:
        fact.unix = []
        fact.aliases = []
        fact.sources = []
        fact.ramp = nil
        write(row, as: .memberJoined(fact), into: &answer)
      default: write(row, as: row.fact, into: &answer)
      }
    }
    return answer
  }

  /// A row says its fact as the event of the log would.
  private func write(_ row: PlaybookRow, as fact: Event, into answer: inout QueryAnswer) {
    answer.row { writer in
      writer.member("type", EventType(fact)?.rawValue)
      writer.key("data")
      writer.beginObject()
      EventEncoder.writeData(of: fact, symbols: self.team.symbols, into: &writer)
      writer.endObject()
      writer.member("left", row.left?.description)
    }
  }
}
