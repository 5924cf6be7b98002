/// All deals, each folded from its steps in the order in which they happened.
package struct DealBook: Projection {
  /// A deal with more steps than this keeps its state: no producer may make folding slow.
  static let mostSteps: UInt32 = 1_000

  var deals: ContiguousArray<Deal> = []
  /// Deal number plus one, by symbol.
  private var numberOf: ContiguousArray<UInt32> = []
  /// Who won a deal together, by the row of the win; few are.
  var credit: [UInt32: [CreditShare]] = [:]
  /// Every name in them, as first met.
  var credited: [CreditedName] = []
  var creditedNames: Set<CreditedName> = []
  /// Closes and credit notes dated well after they were recorded, and when they begin to hold.
  private(set) var ahead: [UInt32: Instant] = [:]
  /// When the first of them does.
  private(set) var nextAhead = Instant.distantFuture
  private var details = ChunkedColumn<StepDetail>()

  package init() {}

  package static func apply(_ event: Event, _ stamp: Stamp, to team: inout Team) {
    // Steps come through Ledger, which knows their rows; no other event touches a deal.
  }

  func find(_ deal: Symbol) -> Int? {
    let place = Int(deal.raw)
    guard place < numberOf.count, numberOf[place] > 0 else { return nil }
    return Int(numberOf[place]) - 1
  }

  /// Where a deal is, for reading it ahead; where there is none, where another one is.
  @inline(__always)
  func place(_ deal: Symbol) -> Int {
    let known = Int(deal.raw) < numberOf.count ? numberOf[Int(deal.raw)] : 0
    return Int(max(known, 1)) - 1
  }

  /// Something of the deal at a place, for reading it ahead.
  @inline(__always)
  func glance(_ place: Int) -> UInt32 { deals[place].touched ^ deals[place].id.raw }

  mutating func number(_ deal: Symbol) -> Int {
    if let known = find(deal) { return known }
    if Int(deal.raw) >= numberOf.count {
      let missing = Int(deal.raw) + 1 - numberOf.count
      numberOf.append(contentsOf: repeatElement(0, count: missing))
    }
    deals.append(Deal(id: deal))
    numberOf[Int(deal.raw)] = UInt32(deals.count)
    return deals.count - 1
  }

  /// Keeps that a step holds only from a time on.
  mutating func postpone(_ row: UInt32, to time: Instant) {
    ahead[row] = time
    nextAhead = min(nextAhead, time)
  }

  /// A step holds by now.
  mutating func release(_ row: UInt32) { ahead[row] = nil }

  /// Looks for the next one to hold.
  mutating func lookAhead() { nextAhead = ahead.values.min() ?? .distantFuture }

  /// Keeps a step's details; 0 where there is nothing to keep.
  mutating func keep(_ detail: StepDetail) -> UInt32 {
    if detail == .empty { return 0 }
    details.append(detail)
    return UInt32(details.count)
  }

  func detail(_ value: UInt32) -> StepDetail {
    value == 0 ? .empty : details[Int(value) - 1]
  }

  /// Puts an activity's row at the head of its deal's chain.
  mutating func chainActivity(_ deal: Int, _ row: UInt32, _ ledger: inout Ledger) {
    ledger[row].link = link(deal, deals[deal].activities)
    deals[deal].activities = row
  }

  mutating func chainStep(_ deal: Int, _ row: UInt32, _ ledger: inout Ledger) {
    ledger[row].link = link(deal, deals[deal].steps)
    deals[deal].steps = row
    deals[deal].stepCount += 1
  }

  private func link(_ deal: Int, _ head: UInt32) -> UInt32 {
    head == 0 ? EventRow.dealFlag | UInt32(deal) : head
  }
}

/// A name in the shares of a win, as its source uses it.
struct CreditedName: Hashable, Sendable {
  var member: Symbol
  var source: Symbol
}

extension Ledger {
  /// The rows of a chain, newest first, without those that were retracted.
  func chain(from head: UInt32) -> [UInt32] {
    var rows: [UInt32] = []
    var row = head
    while row != 0 {
      let here = self[row]
      if here.series != 0 { rows.append(row) }
      row = here.link & EventRow.dealFlag != 0 ? 0 : here.link
    }
    return rows
  }

  /// Whether a row is in a chain, retracted or not.
  func isLinked(_ row: UInt32, from head: UInt32) -> Bool {
    var at = head
    while at != 0, at != row {
      let link = self[at].link
      at = link & EventRow.dealFlag != 0 ? 0 : link
    }
    return at == row && row != 0
  }

  /// The deal at the end of a row's chain; nil when the row is on no deal.
  func deal(of row: UInt32) -> Int? {
    var link = self[row].link
    while link != 0, link & EventRow.dealFlag == 0 { link = self[link].link }
    return link == 0 ? nil : Int(link & ~EventRow.dealFlag)
  }

  /// Takes a row out of a chain; returns the chain's new head.
  mutating func unchain(_ row: UInt32, head: UInt32) -> UInt32 {
    let link = self[row].link
    self[row].link = 0
    if head == row { return link & EventRow.dealFlag != 0 ? 0 : link }
    var at = head
    while at != 0, self[at].link != row {
      at = self[at].link & EventRow.dealFlag != 0 ? 0 : self[at].link
    }
    if at != 0 { self[at].link = link }
    return head
  }
}
