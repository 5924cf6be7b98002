/// What the steps of a deal amount to; the same steps in any order of arrival give the same fold.
struct DealFold: Sendable, Equatable {
  // There is one of these for every deal that ever was, so it is kept small.
  var state = DealState.unknown
  private var slots = Slots()
  var account = Symbol.none
  var stage = Symbol.none
  var reason = Symbol.none
  var currency = Symbol.none
  /// The smallest integer stands for none.
  private var said = Int64.min
  private var begun = Int64.min
  private var ended = Int64.min
  /// Time of the last step taken.
  var last = Instant.distantPast
  /// Watched stages reached, by bit.
  var reached: UInt64 = 0
  /// Empty, or one.
  private var rare: [Rare] = []

  /// Everybody it is or was: its owners, who closed or won it and who is credited for it.
  var parties: [Int] {
    ([owner, closer, winner] + formerOwners + credit.map(\.member)).filter { $0 > 0 }
  }

  /// What it is worth after its credit notes.
  var worth: Int64? { amount.map { $0 - noted } }

  /// Whether a member is one of them; asked of every deal, so it makes no list.
  func concerns(_ slot: Int) -> Bool {
    owner == slot || closer == slot || winner == slot || formerOwners.contains(slot)
      || credit.contains { $0.member == slot }
  }

  /// A member's part of what it is worth; all of it for nil, which stands for everybody.
  func worth(for slot: Int?) -> Int64? {
    guard let worth, let slot else { return worth }
    if credit.isEmpty { return holder == slot ? worth : nil }
    guard let place = credit.firstIndex(where: { $0.member == slot }), let amount else {
      return nil
    }
    // As the weeks count it: the part of the win less the part of what was noted.
    let shares = credit.map(\.share)
    return split(amount, by: shares)[place] - split(noted, by: shares)[place]
  }

  /// Who has it on their list: its owner, or who had it when it was closed.
  var holder: Int { closed == nil ? owner : closer }

  /// What a step contradicts, where it has no effect or less than it says.
  func doubt(of row: UInt32) -> DoubtKind? { doubts.first { $0.row == row }?.kind }

  init() {}
}

extension DealFold {
  /// Member slots; 0 for nobody.
  fileprivate struct Slots: Sendable, Equatable {
    var owner: Int32 = 0
    var closer: Int32 = 0
    var winner: Int32 = 0
  }

  /// What few deals have.
  fileprivate struct Rare: Sendable, Equatable {
    var credit: [MemberShare] = []
    var noted: Int64 = 0
    var formerOwners: [Int] = []
    var doubts: [RowDoubt] = []
  }

  var owner: Int {
    get { Int(slots.owner) }
    set { slots.owner = Int32(newValue) }
  }

  /// Whose it was when it was closed.
  var closer: Int {
    get { Int(slots.closer) }
    set { slots.closer = Int32(newValue) }
  }

  /// Who won it alone; who shares a win stands in `credit`.
  var winner: Int {
    get { Int(slots.winner) }
    set { slots.winner = Int32(newValue) }
  }

  var amount: Int64? {
    get { said == .min ? nil : said }
    set { said = newValue ?? .min }
  }

  var opened: Instant? {
    get { begun == .min ? nil : Instant(microseconds: begun) }
    set { begun = newValue?.microseconds ?? .min }
  }

  var closed: Instant? {
    get { ended == .min ? nil : Instant(microseconds: ended) }
    set { ended = newValue?.microseconds ?? .min }
  }

  /// Who is credited for the win, in parts.
  var credit: [MemberShare] {
    get { rare.first?.credit ?? [] }
    set { change { $0.credit = newValue } }
  }

  /// How much of the win was taken back by credit notes.
  var noted: Int64 {
    get { rare.first?.noted ?? 0 }
    set { change { $0.noted = newValue } }
  }

  /// Who had it before it was handed over.
  var formerOwners: [Int] {
    get { rare.first?.formerOwners ?? [] }
    set { change { $0.formerOwners = newValue } }
  }

  /// The steps that contradict others, each as often as it does.
  var doubts: [RowDoubt] {
    get { rare.first?.doubts ?? [] }
    set { change { $0.doubts = newValue } }
  }

  private mutating func change(_ body: (inout Rare) -> Void) {
    var new = rare.first ?? Rare()
    body(&new)
    if new == Rare() {
      // Most have nothing rare, and stay so when it is set to nothing.
      if !rare.isEmpty { rare = [] }
    } else {
      rare = [new]
    }
  }
}
