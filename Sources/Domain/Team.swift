/// All that is known about one team: a pure value that events build and that never looks at a clock.
package struct Team: Sendable {
  /// Every text that events refer to; the decoder interns into it.
  package var symbols = Symbols()
  package internal(set) var roster = Roster()
  var ledger = Ledger()
  var sources = Sources()
  var cards = Scorecards()
  var book = DealBook()
  var meetings = MeetingBook()
  var milestones = Milestones()
  var disputes = Disputes()
  var doubles = Doubles()
  var absences = Absences()
  var outcomes = OutcomeBook()
  var goals = GoalBook()
  var recalibrations = RecalibrationBook()
  var quotas = QuotaBook()
  var judgements = JudgementBook()
  var alerts = AlertBook()
  var doubts = Doubts()
  var entities = Entities()
  /// The rates made last, kept for who asks next.
  var rates: RateBook?
  /// What they were made of.
  var dealRows: DealRows?
  var dealTallies: DealTallies?
  /// How members' weeks scatter, kept from one judgement to the next.
  var scatter = MemberScatter()
  let zones: @Sendable (String) -> ZoneTable?
  /// Facts changed what existing events mean; the cells are built again before they are used.
  var stale = true
  /// What was read ahead, kept because the compiler leaves out reads that nobody wants.
  var readAhead: UInt32 = 0
  /// When the newest record was written.
  package internal(set) var lastAt = Instant.distantPast
  /// The newest record applied.
  package internal(set) var lastSeq: UInt64 = 0

  /// An empty team; `zones` gives the clock changes of an IANA zone, nil when there is no such zone.
  package init(zones: @escaping @Sendable (String) -> ZoneTable?) {
    self.zones = zones
    let nobody = MemberJoined(member: "", name: "", role: .rep)
    roster.members = [
      Member(
        id: .none, facts: nobody, manager: .none, presence: [],
        zones: [ZoneSpan(zone: .utc)])
    ]
    settle()
  }

  /// Applies a recorded event: replay calls only this, and decides nothing again.
  package mutating func evolve(_ event: Event, _ stamp: Stamp) {
    lastAt = max(lastAt, stamp.at)
    lastSeq = stamp.seq
    if lastAt >= book.nextAhead { releaseAhead() }
    // Captures come a million a second, so they skip the catalogue's dynamic calls; the projections
    // they feed are called by name.
    switch event {
    case .activityLogged(let activity): log(activity, stamp)
    case .dealOpened(let step): log(step, .opened, stamp)
    case .dealAdvanced(let step): log(step, .advanced, stamp)
    case .dealWon(let step): log(step, .won, stamp)
    case .dealLost(let step): log(step, .lost, stamp)
    case .dealReopened(let step): log(step, .reopened, stamp)
    case .creditNoted(let step): log(step, .noted, stamp)
    case .dealHandedOver(let fact):
      log(DealStep(deal: fact.deal), .handedOver, to: fact.to, stamp)
    default:
      for projection in ProjectionCatalogue.all { projection.apply(event, stamp, to: &self) }
    }
  }

  /// A source begins to send history: weeks it touches are judged when it says that it is done.
  package mutating func historyBegan(source: Symbol) {
    sources.sendingHistory.insert(source)
  }

  /// A source is done with its history: what waits for it is due at once.
  package mutating func historyEnded(source: Symbol) {
    sources.sendingHistory.remove(source)
    if let slot = sources.slots[source] { sources.all[slot].lastOlder = .distantPast }
  }
}
