/// Whom an activity was with, as far as suspecting a double needs it: two marks of a byte.
package struct Counterpart: Equatable, Sendable {
  /// 0 where the producer does not say.
  package var account: UInt8 = 0
  package var contact: UInt8 = 0

  package init() {}

  init(packed: UInt16) {
    account = UInt8(packed >> 8)
    contact = UInt8(packed & 0xFF)
  }

  var packed: UInt16 { UInt16(account) << 8 | UInt16(contact) }

  /// The mark of a name, the same in every run; two names rarely share one.
  package static func mark(_ name: Span<UInt8>) -> UInt8 {
    guard !name.isEmpty else { return 0 }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for place in name.indices {
      // Letters in upper and lower case are the same: sources rarely agree on them.
      let byte = name[place]
      hash = (hash ^ UInt64((65...90).contains(byte) ? byte | 0x20 : byte)) &* 0x0100_0000_01B3
    }
    return UInt8((hash >> 32) % 255) + 1
  }

  /// Whether two may be the same: what one of them does not say does not tell them apart.
  func fits(_ other: Counterpart) -> Bool {
    (account == 0 || other.account == 0 || account == other.account)
      && (contact == 0 || other.contact == 0 || contact == other.contact)
  }
}

/// `activity.logged`: something a member did, once or several times.
package struct Activity: Equatable, Sendable {
  package var metric: Symbol
  package var deal: Symbol
  package var count: Int32
  /// Nil when the producer did not say how long it took.
  package var minutes: Int32?
  package var counterpart = Counterpart()
  /// Whom it was with, where it names no deal.
  package var account = Symbol.none

  package init(metric: Symbol, deal: Symbol = .none, count: Int32 = 1, minutes: Int32? = nil) {
    self.metric = metric
    self.deal = deal
    self.count = count
    self.minutes = minutes
  }
}

/// One member's part of what a deal won.
package struct CreditShare: Equatable, Sendable {
  /// The member, or their alias at the source.
  package var member: Symbol
  /// Basis points; all shares of a deal make 10,000.
  package var share: Int64

  package init(member: Symbol, share: Int64) {
    self.member = member
    self.share = share
  }

  package static let whole: Int64 = 10_000
}

/// `deal.opened`, `.advanced`, `.won`, `.lost`, `.reopened`, `credit.noted`: a step in a deal's life.
package struct DealStep: Equatable, Sendable {
  package var deal: Symbol
  package var account: Symbol
  /// The stage reached.
  package var stage: Symbol
  /// Why it was lost, or opened again.
  package var reason: Symbol
  package var currency: Symbol
  /// Integer minor units of `currency`.
  package var amount: Int64?
  /// Who won it together; empty where one member did.
  package var credit: [CreditShare]

  package init(
    deal: Symbol, account: Symbol = .none, stage: Symbol = .none, reason: Symbol = .none,
    currency: Symbol = .none, amount: Int64? = nil, credit: [CreditShare] = []
  ) {
    self.deal = deal
    self.account = account
    self.stage = stage
    self.reason = reason
    self.currency = currency
    self.amount = amount
    self.credit = credit
  }
}

/// `meeting.booked`, `.rescheduled`, `.held`, `.missed`: a step in the life of a meeting.
package struct MeetingStep: Equatable, Sendable {
  /// The producer's id of the meeting: all its steps are one meeting, and it counts once.
  package var meeting: Symbol
  /// The activity it counts as; `none` leaves that to its other steps.
  package var metric: Symbol
  package var deal: Symbol
  package var minutes: Int32?
  /// When it shall begin; only a booking and a move say it.
  package var starts: Instant?

  package init(
    meeting: Symbol, metric: Symbol = .none, deal: Symbol = .none, minutes: Int32? = nil,
    starts: Instant? = nil
  ) {
    self.meeting = meeting
    self.metric = metric
    self.deal = deal
    self.minutes = minutes
    self.starts = starts
  }
}

/// `deal.handed-over`: somebody else owns a deal from a time on.
package struct HandOver: Equatable, Sendable {
  package var deal: Symbol
  /// The member who gets it, or their alias at the source.
  package var to: Symbol

  package init(deal: Symbol, to: Symbol) {
    self.deal = deal
    self.to = to
  }
}
