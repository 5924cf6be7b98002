/// A frequent capture with its stamp, as numbers alone: many lie side by side, and nothing is counted
/// when one is passed on.
package struct CaptureRow: Sendable, Equatable {
  /// When it was recorded, and when it happened.
  package var at: Instant
  package var time: Instant
  /// An activity's count above its minutes; a step's amount, where the smallest integer stands for none.
  private var numbers: Int64 = 0
  package var by = Symbol.none
  package var source = Symbol.none
  package var subject = Symbol.none
  private(set) var deal = Symbol.none
  private var account = Symbol.none
  /// What was done, or the stage.
  private var name = Symbol.none
  private var reason = Symbol.none
  private var currency = Symbol.none
  package let seq: UInt32
  private var counterpart: UInt16 = 0
  let kind: CaptureKind

  /// Nil for an event of another kind, and for one that says more than the numbers hold.
  package init?(_ event: Event, seq: UInt32, at: Instant) {
    switch event {
    case .activityLogged(let activity): self.init(activity, seq, at)
    case .dealOpened(let step): self.init(step, .opened, seq, at)
    case .dealAdvanced(let step): self.init(step, .advanced, seq, at)
    case .dealWon(let step) where step.credit.isEmpty: self.init(step, .won, seq, at)
    case .dealLost(let step): self.init(step, .lost, seq, at)
    case .dealReopened(let step): self.init(step, .reopened, seq, at)
    case .creditNoted(let step): self.init(step, .noted, seq, at)
    default: return nil
    }
  }

  private init(_ activity: Activity, _ seq: UInt32, _ at: Instant) {
    (self.seq, self.at, time, kind) = (seq, at, at, .activity)
    let minutes = UInt32(bitPattern: activity.minutes ?? -1)
    numbers = Int64(activity.count) << 32 | Int64(minutes)
    name = activity.metric
    deal = activity.deal
    account = activity.account
    counterpart = activity.counterpart.packed
  }

  private init(_ step: DealStep, _ kind: CaptureKind, _ seq: UInt32, _ at: Instant) {
    (self.seq, self.at, time, self.kind) = (seq, at, at, kind)
    numbers = step.amount ?? .min
    name = step.stage
    deal = step.deal
    account = step.account
    reason = step.reason
    currency = step.currency
  }

  /// The same with the names of another table: `names` has the symbol there by the number here.
  @inline(__always)
  func renamed(_ names: Span<Symbol>) -> CaptureRow {
    var row = self
    row.by = names[Int(by.raw)]
    row.source = names[Int(source.raw)]
    row.subject = names[Int(subject.raw)]
    row.deal = names[Int(deal.raw)]
    row.account = names[Int(account.raw)]
    row.name = names[Int(name.raw)]
    row.reason = names[Int(reason.raw)]
    row.currency = names[Int(currency.raw)]
    return row
  }

  var stamp: Stamp {
    @inline(__always) get {
      Stamp(seq: UInt64(seq), at: at, by: by, source: source, subject: subject, time: time)
    }
  }

  var activity: Activity {
    @inline(__always) get {
      let minutes = Int32(truncatingIfNeeded: numbers)
      var activity = Activity(
        metric: name, deal: deal, count: Int32(truncatingIfNeeded: numbers >> 32),
        minutes: minutes < 0 ? nil : minutes)
      activity.counterpart = Counterpart(packed: counterpart)
      activity.account = account
      return activity
    }
  }

  var step: DealStep {
    DealStep(
      deal: deal, account: account, stage: name, reason: reason, currency: currency,
      amount: numbers == .min ? nil : numbers)
  }
}
