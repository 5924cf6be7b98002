/// A simulated deal: when it opened, what happens to it and when.
struct DealPlan: Sendable {
  let id: String
  let account: String
  let owner: String
  /// Euros, as minor units.
  let amount: Int
  let opened: CivilTime
  /// Later steps in time order; `nil` data means the deal is still open at the end of the list.
  let steps: [Step]
  /// Who gets it and when, where somebody takes it over.
  var handedOver: (at: CivilTime, to: String)?

  struct Step: Sendable {
    let time: CivilTime
    let kind: Kind
  }

  enum Kind: Sendable {
    case stage(String)
    case won
    case lost(reason: String)
  }

  var isWon: Bool {
    guard case .won? = steps.last?.kind else { return false }
    return true
  }

  /// Whose it is at a moment.
  func owner(at time: CivilTime) -> String {
    handedOver.flatMap { $0.at <= time ? $0.to : nil } ?? owner
  }

  func isOpen(at time: CivilTime) -> Bool {
    guard opened <= time else { return false }
    switch steps.last?.kind {
    case .won?, .lost?: return steps.last.map { time < $0.time } ?? true
    default: return true
    }
  }

  /// Draws the whole life of a deal at its opening, from its owner's own rates.
  static func draw(
    number: Int, rep: Rep, opened: CivilTime, prospects: inout Prospects,
    numbers: inout SeededNumbers
  ) -> DealPlan {
    var steps: [Step] = []
    var time = opened
    func later(_ days: Int) -> CivilTime { DealPlan.workingTime(time.adding(days: days)) }
    let reachesDemo = numbers.chance(percent: rep.demoPercent)
    let reachesProposal = reachesDemo && numbers.chance(percent: rep.proposalPercent)
    let wins = reachesProposal && numbers.chance(percent: rep.winPercent)
    if reachesDemo {
      time = later(numbers.number(4...12))
      steps.append(Step(time: time, kind: .stage("demo")))
    }
    if reachesProposal {
      time = later(numbers.number(6...18))
      steps.append(Step(time: time, kind: .stage("proposal")))
    }
    time = later(numbers.number(8...32))
    let reasons = ["price", "timing", "competitor", "no-decision"]
    let end: Kind = wins ? .won : .lost(reason: numbers.pick(reasons))
    steps.append(Step(time: time, kind: end))
    return DealPlan(
      id: "D-\(number)", account: prospects.open(rep.id, by: numbers.next()), owner: rep.id,
      amount: numbers.number(rep.dealSize) * 100_000, opened: opened, steps: steps)
  }

  /// Moves a weekend to the Monday after it; 1970-01-01 was a Thursday.
  private static func workingTime(_ time: CivilTime) -> CivilTime {
    let weekday = (time.seconds / CivilTime.daySeconds + 3) % 7
    return weekday < 5 ? time : time.adding(days: 7 - weekday)
  }

  /// The events of this deal up to `end`, without the opening's conversations.
  func events(until end: CivilTime) -> [EventLine] {
    let euros: [(name: String, value: EventLine.Value)] = [
      ("amount", .number(amount)), ("currency", .text("EUR")),
    ]
    func event(
      _ suffix: String, _ type: String, _ time: CivilTime,
      _ data: [(name: String, value: EventLine.Value)]
    ) -> EventLine {
      EventLine(
        id: "\(id)-\(suffix)", source: EventLine.crm, type: type, subject: owner(at: time),
        time: time,
        data: [("deal", .text(id))] + data)
    }
    let opening = event(
      "opened", "deal.opened", opened,
      [("account", .text(account))] + euros + [("stage", .text("qualified"))])
    let later = steps.filter { $0.time <= end }.map { step in
      switch step.kind {
      case .stage(let stage):
        event(stage, "deal.advanced", step.time, [("stage", .text(stage))])
      case .won: event("won", "deal.won", step.time, euros)
      case .lost(let reason): event("lost", "deal.lost", step.time, [("reason", .text(reason))])
      }
    }
    guard let handedOver, handedOver.at <= end else { return [opening] + later }
    let data: [(name: String, value: EventLine.Value)] = [
      ("deal", .text(id)), ("to", .text(handedOver.to)),
    ]
    let over = EventLine(
      id: "\(id)-handed-over", source: EventLine.crm, type: "deal.handed-over", subject: owner,
      time: handedOver.at, data: data)
    return ([opening, over] + later).sorted { $0.time < $1.time }
  }
}
