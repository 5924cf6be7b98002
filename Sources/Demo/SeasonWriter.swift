/// A line and the moment at which it reaches the daemon.
struct Delivery: Sendable {
  let at: CivilTime
  let line: String
}

/// Plays every rep through the season and collects what their tools send.
struct SeasonWriter: Sendable {
  let season: Season
  var numbers: SeededNumbers
  private var prospects = Prospects()
  private(set) var deliveries: [Delivery] = []
  private(set) var deals: [DealPlan] = []
  private var conversationCount = 0
  private var meetingCount = 0
  private var callCount = 0
  /// A call of the first rep's open week, to be put right.
  private(set) var lateCall: String?

  init(season: Season, numbers: SeededNumbers) {
    self.season = season
    self.numbers = numbers
  }

  mutating func write(_ rep: Rep) {
    for week in 0...season.weeks {
      let present = season.workedDays(rep, week: week)
      guard !present.isEmpty else { continue }
      write(rep, days: present, counts: draw(rep, week: week, present: present.count))
    }
    for absence in season.absences(rep) { tell(absence, of: rep) }
  }

  /// Days away are the member's own, so no playbook shows them to everybody.
  private mutating func tell(_ absence: Season.Absence, of rep: Rep) {
    let event = EventLine(
      id: "away-\(rep.id)-\(absence.first.day)", source: EventLine.crm,
      type: "absence.recorded", subject: rep.id, time: absence.told,
      data: [("first", .text(absence.first.day)), ("last", .text(absence.last.day))])
    deliver(event, after: 1)
  }

  /// How many lines tell of a deal.
  func lineCount(of deal: DealPlan) -> Int {
    deliveries.count { $0.line.contains("\"deal\":\"\(deal.id)\"") }
  }

  private struct WeekCounts {
    let conversations: [Int]
    let meetings: [Int]
    let openings: [Int]
  }

  /// A shorter week gets its share, rounded up so that only a slump misses.
  private mutating func draw(_ rep: Rep, week: Int, present: Int) -> WeekCounts {
    let slumps = rep.slumpWeeks > 0 && week >= season.weeks - rep.slumpWeeks
    let fullWeek = numbers.pick(slumps ? rep.slump : rep.conversations)
    func share(_ count: Int) -> Int { (count * present + 4) / 5 }
    return WeekCounts(
      conversations: numbers.spread(share(fullWeek), over: present),
      meetings: numbers.spread(share(numbers.pick(rep.meetings)), over: present),
      openings: numbers.spread(share(numbers.pick(rep.openings)), over: present))
  }

  private mutating func write(_ rep: Rep, days: [CivilTime], counts: WeekCounts) {
    for (index, day) in days.enumerated() {
      for _ in 0..<counts.openings[index] { openDeal(rep, day) }
      for _ in 0..<counts.conversations[index] { converse(rep, day) }
      for _ in 0..<counts.meetings[index] { meet(rep, day) }
      for _ in 0..<numbers.number(rep.callsPerDay) { call(rep, day) }
    }
  }

  /// Between 07:00 and 15:30 UTC, which is within working hours in every zone of the cast.
  private mutating func workingTime(_ day: CivilTime) -> CivilTime {
    day.adding(minutes: numbers.number(7 * 60...15 * 60 + 30))
  }

  private mutating func openDeal(_ rep: Rep, _ day: CivilTime) {
    let opened = day.adding(minutes: numbers.number(7 * 60...9 * 60))
    var deal = DealPlan.draw(
      number: 101 + deals.count, rep: rep, opened: opened, prospects: &prospects,
      numbers: &numbers)
    if rep.id == Cast.mover, let at = season.reorganised?.adding(minutes: 3 * 60),
      deal.isOpen(at: at)
    {
      deal.handedOver = (at, Cast.joiner)
    }
    deals.append(deal)
    for event in deal.events(until: Season.end) { deliver(event, after: 5) }
  }

  private mutating func converse(_ rep: Rep, _ day: CivilTime) {
    conversationCount += 1
    var event = activity(
      "conversation", id: "conv-\(conversationCount)", rep, workingTime(day))
    event.data.append(("minutes", .number(numbers.number(10...45))))
    // The CRM's nightly export brings some of the day's entries a day late.
    deliver(event, after: numbers.chance(percent: 8) ? 24 * 60 : numbers.number(1...30))
  }

  /// A meeting that takes place, booked some days before; now and then one before it was missed.
  private mutating func meet(_ rep: Rep, _ day: CivilTime) {
    if numbers.chance(percent: 15) { book(rep, workingTime(day), isHeld: false) }
    book(rep, workingTime(day), isHeld: true)
  }

  private mutating func book(_ rep: Rep, _ time: CivilTime, isHeld: Bool) {
    meetingCount += 1
    let name = "M-\(1000 + meetingCount)"
    let minutes = numbers.pick([30, 45, 60])
    var data: [(name: String, value: EventLine.Value)] = [("meeting", .text(name))]
    let deal = linkedDeal(rep, time, percent: 90)
    if let deal { data.append(("deal", .text(deal.id))) }
    func event(
      _ step: String, _ time: CivilTime, _ more: [(name: String, value: EventLine.Value)]
    ) -> EventLine {
      EventLine(
        id: "\(name)-\(step)", source: EventLine.crm, type: "meeting.\(step)", subject: rep.id,
        time: time, data: data + more)
    }
    // Not before the season, nor before who holds it was there.
    let first = max(season.start, season.joined(rep)).adding(minutes: 3 * 60)
    let booked = time.adding(days: -numbers.number(2...9))
    let starts: [(name: String, value: EventLine.Value)] = [
      ("metric", .text("meeting")), ("starts", .text(time.text)), ("minutes", .number(minutes)),
    ]
    if booked >= first, deal.map({ $0.opened < booked }) ?? true {
      deliver(event("booked", booked, starts), after: 1)
    }
    guard isHeld else {
      let reason = numbers.pick(["no-show", "sick", "double-booked"])
      data = [("meeting", .text(name))]
      return deliver(event("missed", time, [("reason", .text(reason))]), after: 20)
    }
    let held: [(name: String, value: EventLine.Value)] = [
      ("metric", .text("meeting")), ("minutes", .number(minutes)),
    ]
    deliver(event("held", time, held), after: minutes + numbers.number(1...30))
  }

  private mutating func call(_ rep: Rep, _ day: CivilTime) {
    callCount += 1
    if lateCall == nil, day >= Season.lastMonday { lateCall = "call-\(callCount)" }
    let connected = numbers.chance(percent: 45)
    let event = EventLine(
      id: "call-\(callCount)", source: EventLine.dialer, type: "activity.logged",
      subject: rep.dialer, time: workingTime(day),
      data: [
        ("metric", .text("call")), ("account", .text(numbers.pick(Cast.accounts))),
        ("minutes", .number(connected ? numbers.number(2...14) : 1)),
        ("result", .text(connected ? "connected" : "voicemail")),
      ])
    deliver(event, after: 1)
    // The dialer delivers at least once: a few of its lines come again.
    if numbers.chance(percent: 2) { deliver(event, after: 20) }
  }

  /// An activity of the CRM: most are on a deal that is open that day, the others look for new ones.
  private mutating func activity(
    _ metric: String, id: String, _ rep: Rep, _ time: CivilTime
  ) -> EventLine {
    var data: [(name: String, value: EventLine.Value)] = [("metric", .text(metric))]
    if let deal = linkedDeal(rep, time, percent: 60) {
      data += [("deal", .text(deal.id)), ("account", .text(deal.account))]
    } else {
      data.append(("account", .text(prospects.meet(rep.id, by: numbers.next()))))
    }
    return EventLine(
      id: id, source: EventLine.crm, type: "activity.logged", subject: rep.id, time: time,
      data: data)
  }

  /// A deal of the rep's that is open at a moment, in so many percent of cases.
  private mutating func linkedDeal(
    _ rep: Rep, _ time: CivilTime, percent: Int
  ) -> DealPlan? {
    let open = deals.filter { $0.isOpen(at: time) && $0.owner(at: time) == rep.id }
    guard !open.isEmpty, numbers.chance(percent: percent) else { return nil }
    return numbers.pick(open)
  }

  /// Queues a line to arrive some minutes after what it tells.
  mutating func deliver(_ event: EventLine, after minutes: Int) {
    deliveries.append(Delivery(at: event.time.adding(minutes: minutes), line: event.text))
  }
}
