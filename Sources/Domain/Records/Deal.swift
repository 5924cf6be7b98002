/// Where a deal stands.
package enum DealState: String, Sendable {
  /// Nothing recorded opened it.
  case unknown
  case open, won, lost
}

/// What a step says beyond its time and its series, kept only where there is something to keep.
struct StepDetail: Sendable, Equatable {
  /// Minor units; the smallest integer stands for none.
  private var amountOrNone: Int64
  /// The stage reached, or the reason of a loss.
  var text: Symbol
  var account: Symbol
  var currency: Symbol
  /// The part of the time below a second, so that steps sort exactly.
  var micros: UInt32

  init(amount: Int64?, text: Symbol, account: Symbol, currency: Symbol, micros: UInt32) {
    amountOrNone = amount ?? .min
    self.text = text
    self.account = account
    self.currency = currency
    self.micros = micros
  }

  static let empty = StepDetail(
    amount: nil, text: .none, account: .none, currency: .none, micros: 0)

  var amount: Int64? {
    get { amountOrNone == .min ? nil : amountOrNone }
    set { amountOrNone = newValue ?? .min }
  }
}

/// One step of a deal, unpacked for folding.
struct FoldStep: Sendable {
  var row: UInt32
  var kind: CaptureKind
  var member: Int
  var second: UInt32
  var detail: StepDetail
  var credit: [MemberShare] = []
  /// It is dated after the time that the log has reached: without effect until then.
  var isAhead = false

  var time: Instant {
    Instant(microseconds: Int64(second) * 1_000_000 + Int64(detail.micros))
  }

  /// Steps sort by when they happened, then by when they were recorded.
  static func inOrder(_ left: FoldStep, _ right: FoldStep) -> Bool {
    (left.second, left.detail.micros, left.row) < (right.second, right.detail.micros, right.row)
  }
}

/// A member's part of a deal in basis points; member 0 is somebody nobody knows.
struct MemberShare: Sendable, Equatable {
  var member: Int
  var share: Int64
}

/// Something a deal adds to a member's scorecard.
struct Outcome: Sendable, Equatable {
  var member: Int
  var second: UInt32
  var occurrence: Occurrence
  var stage = Symbol.none
  /// What it adds where deals are counted: 0 for a share of an amount alone.
  var times: Int64 = 1
  var amount: Int64?
  var currency = Symbol.none
  /// Whose deal it was.
  var owner = 0
  /// The row of the step that adds it; 0 where nobody asks.
  var row: UInt32 = 0
}

/// A deal: its chains of rows and what its steps amount to so far.
struct Deal: Sendable, Equatable {
  let id: Symbol
  /// The newest row of its steps and of the activities on it; 0 where there is none.
  var steps: UInt32 = 0
  var activities: UInt32 = 0
  var stepCount: UInt32 = 0
  /// The newest record that named it, or corrected one that did.
  var touched: UInt32 = 0
  var state = DealFold()
}
