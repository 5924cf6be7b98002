/// A deal as lists and traces show it.
package struct DealSummary: Sendable, Equatable {
  package var deal: String
  package var owner: String?
  package var account: String?
  package var state: DealState
  package var stage: String?
  package var amount: Int64?
  package var currency: String?
  package var reason: String?
  package var opened: Instant?
  package var closed: Instant?
  /// Whole days in the team's zone from opening to close, or to now; 0 when closed before it opened.
  package var ageDays: Int?
}

/// One recorded event in a deal's trace.
package struct DealTraceRow: Sendable, Equatable {
  package var seq: UInt64
  package var time: Instant
  package var type: String
  package var member: String?
  package var by: String
  package var metric: String?
  package var minutes: Int32?
  package var count: Int32?
  package var stage: String?
  package var amount: Int64?
  /// The amount's, where the event says it; else it is the deal's.
  package var currency: String?
  /// Who won it together, in basis points.
  package var credit: [CreditPart] = []
  /// When a meeting shall begin.
  package var starts: Instant?
  package var reason: String?
  /// What it contradicts, where it has no effect or less than it says.
  package var doubt: DoubtKind?
  /// For a dispute: the record that it is about.
  package var disputes: UInt64?
  /// Whole days from this to the close; nil while the deal is open.
  package var daysBeforeClose: Int?
}

/// A name and its part of a win, as the event says them.
package struct CreditPart: Sendable, Equatable {
  package var member: String
  package var share: Int64
}

/// A deal and everything recorded on it, by time.
package struct DealView: Sendable, Equatable {
  package var deal: DealSummary
  package var rows: [DealTraceRow]
}

/// How many deals stand where, and what was won.
package struct DealsView: Sendable, Equatable {
  package var won: Int
  package var lost: Int
  package var open: Int
  /// By currency, ascending; an empty currency where none was given.
  package var wonAmounts: [(currency: String, amount: Int64)]
  package var rows: [DealSummary]

  package static func == (left: DealsView, right: DealsView) -> Bool {
    (left.won, left.lost, left.open) == (right.won, right.lost, right.open)
      && left.rows == right.rows && left.wonAmounts.elementsEqual(right.wonAmounts, by: ==)
  }
}

extension Team {
  package var dealCount: Int { book.deals.count }

  /// The owner of a deal, who moves it; `team` where it is nobody's, nil when there is no such deal.
  package func owner(ofDeal deal: Symbol) -> Subject? {
    book.find(deal).map { subject(roster.members[book.deals[$0].state.owner].id) }
  }

  /// A deal's trace; nil when no event names the deal.
  package func dealView(_ deal: Symbol, now: Instant) -> DealView? {
    guard let number = book.find(deal) else { return nil }
    let summary = dealSummary(book.deals[number], now)
    let rows =
      ledger.chain(from: book.deals[number].steps)
      + ledger.chain(from: book.deals[number].activities)
    let trace = rows.flatMap { row in
      [traceRow(row, of: book.deals[number].state)] + disputeRows(of: row, closed: summary.closed)
    }
    return DealView(
      deal: summary, rows: trace.sorted { ($0.time, $0.seq) < ($1.time, $1.seq) })
  }

  /// Counts of deals, of one holder where one is named; rows by name only when asked for.
  ///
  /// The rows of a member also have the deals that were theirs, and those they are credited for; what
  /// was won together counts for each by their part.
  package func dealsView(owner: Symbol? = nil, list: Bool = false, now: Instant) -> DealsView {
    var view = DealsView(won: 0, lost: 0, open: 0, wonAmounts: [], rows: [])
    var amounts: [String: Int64] = [:]
    let slot = owner.map { roster.memberSlots[$0] ?? -1 }
    for deal in book.deals {
      if let slot, !deal.state.concerns(slot) { continue }
      let isHeld = slot == nil || deal.state.holder == slot
      switch deal.state.state {
      case .won:
        view.won += isHeld ? 1 : 0
        if let amount = deal.state.worth(for: slot) {
          amounts[symbols.text(deal.state.currency), default: 0] &+= amount
        }
      case .lost: view.lost += isHeld ? 1 : 0
      case .open: view.open += isHeld ? 1 : 0
      case .unknown: break
      }
      if list { view.rows.append(dealSummary(deal, now)) }
    }
    view.wonAmounts = amounts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    view.rows.sort { $0.deal < $1.deal }
    return view
  }

  private func dealSummary(_ deal: Deal, _ now: Instant) -> DealSummary {
    let fold = deal.state
    return DealSummary(
      deal: symbols.text(deal.id), owner: fold.owner == 0 ? nil : memberName(fold.owner),
      account: text(fold.account), state: fold.state, stage: text(fold.stage),
      amount: fold.worth, currency: text(fold.currency), reason: text(fold.reason),
      opened: fold.opened, closed: fold.closed,
      ageDays: fold.opened.map { max(0, days(from: $0, to: fold.closed ?? now)) })
  }

  private func traceRow(_ row: UInt32, of fold: DealFold) -> DealTraceRow {
    let here = ledger[row]
    let series = ledger.series[Int(here.series)]
    let kind = series.key.kind
    let detail = kind.isDealStep ? book.detail(here.value) : .empty
    let value = kind == .activity ? unpack(row, here.value) : nil
    let meeting = kind.isMeeting ? meetings.detail(here.value) : nil
    let micros = meeting?.micros ?? detail.micros
    let time = Instant(microseconds: Int64(here.second) * 1_000_000 + Int64(micros))
    let named = kind == .activity ? series.key.name : .none
    let metric =
      meeting.map { meetings.meetings[$0.meeting].state.metric } ?? named
    let credit = (book.credit[row] ?? []).map { part in
      let slot = slot(CreditedName(member: part.member, source: series.key.source))
      return CreditPart(
        member: slot == 0 ? symbols.text(part.member) : memberName(slot), share: part.share)
    }
    let isUnopened = kind.isDealStep && fold.opened == nil
    return DealTraceRow(
      seq: UInt64(row), time: time, type: kind.type,
      member: series.member == 0 ? nil : memberName(series.member),
      by: symbols.text(series.key.by), metric: text(metric),
      minutes: value?.minutes ?? meeting?.minutes,
      count: value?.count, stage: kind.saysReason ? nil : text(detail.text),
      amount: detail.amount, currency: text(detail.currency), credit: credit,
      starts: meeting?.starts, reason: kind.saysReason ? text(detail.text) : nil,
      doubt: isUnopened ? .unknownDeal : fold.doubt(of: row),
      daysBeforeClose: fold.closed.map { max(0, days(from: time, to: $0)) })
  }

  /// What others say about a record, beside it.
  private func disputeRows(of row: UInt32, closed: Instant?) -> [DealTraceRow] {
    guard let sides = disputes.sides[row] else { return [] }
    return sides.map { side in
      DealTraceRow(
        seq: side.seq, time: side.time, type: "coxswain.event.disputed",
        member: side.member == 0 ? nil : memberName(side.member), by: symbols.text(side.by),
        reason: side.reason, disputes: UInt64(row),
        daysBeforeClose: closed.map { max(0, days(from: side.time, to: $0)) })
    }
  }

  func days(from: Instant, to: Instant) -> Int {
    let zone = zone(0, on: LocalDay(days: Int32(clamping: floorDivide(to.seconds, 86_400))))
    return Int(zone.localDay(of: to).days - zone.localDay(of: from).days)
  }

  private func text(_ symbol: Symbol) -> String? {
    symbol.isNone ? nil : symbols.text(symbol)
  }

  func memberName(_ slot: Int) -> String { roster.members[slot].facts.member }
}

extension CaptureKind {
  var type: String {
    switch self {
    case .activity: "coxswain.activity.logged"
    case .opened: "coxswain.deal.opened"
    case .advanced: "coxswain.deal.advanced"
    case .won: "coxswain.deal.won"
    case .lost: "coxswain.deal.lost"
    case .reopened: "coxswain.deal.reopened"
    case .handedOver: "coxswain.deal.handed-over"
    case .noted: "coxswain.credit.noted"
    case .booked: "coxswain.meeting.booked"
    case .rescheduled: "coxswain.meeting.rescheduled"
    case .held: "coxswain.meeting.held"
    case .missed: "coxswain.meeting.missed"
    }
  }
}
