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
  package private(set) var seq: UInt32
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

  /// What stands in for a time until the capture is recorded, where it says none.
  package static let untimed = Instant(microseconds: .min)

  /// The same as it is recorded, with the names of another table, whose number 0 is none, but for the deal.
  @inline(__always)
  package func recorded(
    seq: UInt32, at: Instant, by: Symbol, deal: Symbol, names: Span<Symbol>
  ) -> CaptureRow {
    var row = renamed(names)
    (row.seq, row.at, row.by, row.deal) = (seq, at, by, deal)
    if row.time == Self.untimed { row.time = at }
    return row
  }

  /// Hands out the names that the event says; `none` for one that it does not say.
  @inline(__always)
  package func eachName(_ body: (Symbol) -> Void) {
    body(subject)
    body(name)
    body(deal)
    body(account)
    body(reason)
    body(currency)
    body(source)
  }

  /// The series that it is of.
  var seriesKey: SeriesKey {
    @inline(__always) get {
      SeriesKey(
        source: source, subject: subject, name: kind == .activity ? name : .none, by: by,
        kind: kind)
    }
  }

  /// The event that the row is of.
  package var event: Event {
    switch kind {
    case .activity: .activityLogged(activity)
    case .opened: .dealOpened(step)
    case .advanced: .dealAdvanced(step)
    case .won: .dealWon(step)
    case .lost: .dealLost(step)
    case .reopened: .dealReopened(step)
    case .noted: .creditNoted(step)
    default: preconditionFailure("\(kind) is in no row")
    }
  }

  package var stamp: Stamp {
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

extension CaptureRow {
  /// Sixty-four bytes as eight words: what is kept of a row beside the log.
  package typealias Packed = InlineArray<8, UInt64>

  package var packed: Packed {
    @inline(__always) get {
      [
        UInt64(bitPattern: at.microseconds), UInt64(bitPattern: time.microseconds),
        UInt64(bitPattern: numbers), Self.pair(by, source), Self.pair(subject, deal),
        Self.pair(account, name), Self.pair(reason, currency),
        UInt64(seq) | UInt64(counterpart) << 32 | UInt64(kind.rawValue) << 48,
      ]
    }
  }

  /// Nil for words that no event leads to; all names have numbers below `names`.
  @inline(__always)
  package init?(_ words: Packed, names: UInt32) {
    guard words[7] >> 56 == 0, let kind = CaptureKind(rawValue: UInt8(words[7] >> 48)),
      kind.isInRows, Self.isNamed(words, below: names)
    else { return nil }
    at = Instant(microseconds: Int64(bitPattern: words[0]))
    time = Instant(microseconds: Int64(bitPattern: words[1]))
    numbers = Int64(bitPattern: words[2])
    (by, source) = Self.symbols(words[3])
    (subject, deal) = Self.symbols(words[4])
    (account, name) = Self.symbols(words[5])
    (reason, currency) = Self.symbols(words[6])
    seq = UInt32(truncatingIfNeeded: words[7])
    counterpart = UInt16(truncatingIfNeeded: words[7] >> 32)
    self.kind = kind
    guard isMeasured else { return nil }
  }

  @inline(__always)
  private static func pair(_ low: Symbol, _ high: Symbol) -> UInt64 {
    UInt64(low.raw) | UInt64(high.raw) << 32
  }

  @inline(__always)
  private static func symbols(_ word: UInt64) -> (Symbol, Symbol) {
    (Symbol(raw: UInt32(truncatingIfNeeded: word)), Symbol(raw: UInt32(word >> 32)))
  }

  @inline(__always)
  private static func isNamed(_ words: Packed, below names: UInt32) -> Bool {
    var highest: UInt32 = 0
    for place in 3..<7 {
      highest = max(highest, UInt32(truncatingIfNeeded: words[place]), UInt32(words[place] >> 32))
    }
    return highest < names
  }

  /// Whether times and numbers are such as the decoder lets through: nothing that is reckoned with them
  /// can overflow.
  @inline(__always)
  private var isMeasured: Bool {
    guard Instant.recorded.contains(at.microseconds),
      Instant.recorded.contains(time.microseconds)
    else { return false }
    guard kind == .activity else {
      return numbers == .min || 0...1_000_000_000_000 ~= numbers
    }
    return 0...1_000_000 ~= numbers >> 32
      && -1...1_000_000 ~= Int32(truncatingIfNeeded: numbers)
  }
}

extension Instant {
  /// What a record can say, in microseconds since 1970: every year of four digits, in any zone.
  @inline(__always)
  package static var recorded: ClosedRange<Int64> {
    -62_200_000_000_000_000...253_433_000_000_000_000
  }
}

extension CaptureKind {
  /// Whether events of this kind are taken in rows.
  @inline(__always)
  fileprivate var isInRows: Bool {
    switch self {
    case .activity, .opened, .advanced, .won, .lost, .reopened, .noted: true
    case .handedOver, .booked, .rescheduled, .held, .missed: false
    }
  }
}
