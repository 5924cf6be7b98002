/// `outcome.recorded`: what came of it beside the life of a deal, such as an invoice or a payment.
package struct OutcomeRecorded: Equatable, Sendable {
  /// What it is, in the producer's words: `invoice`.
  package var outcome: Symbol
  package var deal: Symbol
  package var count: Int32
  /// Integer minor units; less than nothing where it was taken back.
  package var amount: Int64?
  package var currency: Symbol

  package init(
    outcome: Symbol, deal: Symbol = .none, count: Int32 = 1, amount: Int64? = nil,
    currency: Symbol = .none
  ) {
    self.outcome = outcome
    self.deal = deal
    self.count = count
    self.amount = amount
    self.currency = currency
  }
}

/// An outcome as the log has it, also one that was taken back.
struct RecordedOutcome: Sendable, Equatable {
  var seq: UInt64
  var source: Symbol
  var subject: Symbol
  var time: Instant
  var fact: OutcomeRecorded
  /// The member it is about by today's playbook; 0 for nobody known.
  var slot: Int
  var isTakenBack = false

  /// What it adds to the member's week.
  var counted: Outcome {
    Outcome(
      member: slot, second: UInt32(clamping: time.seconds), occurrence: .recorded,
      stage: fact.outcome, times: Int64(fact.count), amount: fact.amount,
      currency: fact.currency)
  }
}

/// What came of it beside deals; few beside what people do, so each is kept whole.
package struct OutcomeBook: Projection {
  private(set) var all: [RecordedOutcome] = []
  private var placeOf: [UInt64: Int] = [:]

  package init() {}

  package static func apply(_ event: Event, _ stamp: Stamp, to team: inout Team) {
    guard case .outcomeRecorded(let fact) = event else { return }
    if team.stale { team.settle() }
    let second = stamp.time.seconds
    guard second >= Team.firstSecond, second < Team.lastSecond else {
      team.doubts.note(.timeOutOfRange, stamp.seq)
      return
    }
    let outcome = RecordedOutcome(
      seq: stamp.seq, source: stamp.source, subject: stamp.subject, time: stamp.time, fact: fact,
      slot: team.slot(of: stamp))
    team.outcomes.add(outcome)
    team.cards.layout.recordedFor.append(outcome.slot)
    team.count(outcome.counted, 1, stamp.at)
  }

  /// One that still counts, by its record.
  func find(_ seq: UInt64) -> RecordedOutcome? {
    placeOf[seq].map { all[$0] }.flatMap { $0.isTakenBack ? nil : $0 }
  }

  mutating func takeBack(_ seq: UInt64) {
    if let place = placeOf[seq] { all[place].isTakenBack = true }
  }

  private mutating func add(_ outcome: RecordedOutcome) {
    placeOf[outcome.seq] = all.count
    all.append(outcome)
  }

  /// The playbook may know more names by now: whom each is about is said anew.
  mutating func resolve(_ slots: [Int]) {
    for (place, slot) in zip(all.indices, slots) { all[place].slot = slot }
  }
}

extension Team {
  /// The member that an outcome is about; 0 for nobody known.
  func slot(of outcome: RecordedOutcome) -> Int {
    roster.slot(
      subject: symbols.text(outcome.subject), symbol: outcome.subject,
      source: symbols.text(outcome.source))
  }

  /// The names that the playbook's metrics count as outcomes of their own.
  var recordedOutcomes: [Symbol] {
    roster.metrics.filter { metric in
      metric.ended == nil
        && MeasureCatalogue.find(metric.facts.measure)?.occurrence == .recorded
    }.map(\.of)
  }

  /// A person's outcome is one that the playbook counts.
  func decideOutcome(_ fact: OutcomeRecorded) throws(Rejection) {
    if !fact.deal.isNone { try openedDeal(fact.deal) }
    let known = recordedOutcomes
    guard !known.contains(fact.outcome) else { return }
    throw Rejection(
      kind: .invalid, pointer: "/data/outcome",
      message: "nothing counts '\(symbols.text(fact.outcome))'; the playbook has "
        + (known.isEmpty
          ? "no outcome of its own yet: a metric with  from: outcome.recorded"
          : Set(known.map(symbols.text)).sorted().joined(separator: ", ")))
  }
}
