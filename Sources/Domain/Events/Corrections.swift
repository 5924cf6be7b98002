/// Which recorded event a correction is about, by its identity and, once looked up, by its place in the log.
package struct CorrectionTarget: Equatable, Sendable {
  package var id: String
  /// Nil means the correction's own source.
  package var source: String?
  /// Found by whoever keeps the index of identities; nil when no such event is recorded.
  package var seq: UInt64?

  package init(id: String, source: String? = nil, seq: UInt64? = nil) {
    self.id = id
    self.source = source
    self.seq = seq
  }
}

/// `event.amended`: members of an earlier capture's data are replaced; the old values stay in the log.
package struct Amendment: Equatable, Sendable {
  package var target: CorrectionTarget
  package var metric: Symbol?
  package var deal: Symbol?
  package var account: Symbol?
  package var stage: Symbol?
  package var reason: Symbol?
  package var currency: Symbol?
  package var count: Int32?
  package var minutes: Int32?
  package var amount: Int64?

  package init(target: CorrectionTarget) {
    self.target = target
  }
}

/// `event.retracted`: an earlier capture no longer counts.
package struct Retraction: Equatable, Sendable {
  package var target: CorrectionTarget

  package init(target: CorrectionTarget) {
    self.target = target
  }
}

/// `event.disputed`: somebody sees an earlier capture otherwise; both sides stay, and it counts on.
package struct Dispute: Equatable, Sendable {
  package var target: CorrectionTarget
  /// In the words of who disputes.
  package var reason: String

  package init(target: CorrectionTarget, reason: String) {
    self.target = target
    self.reason = reason
  }
}

extension Event {
  /// The event a correction is about; nil for every other event.
  package var correctionTarget: CorrectionTarget? {
    switch self {
    case .eventAmended(let amendment): amendment.target
    case .eventRetracted(let retraction): retraction.target
    case .eventDisputed(let dispute): dispute.target
    default: nil
    }
  }

  /// The same correction with its target looked up; any other event unchanged.
  package func resolvingTarget(to seq: UInt64?) -> Event {
    switch self {
    case .eventAmended(var amendment):
      amendment.target.seq = seq
      return .eventAmended(amendment)
    case .eventRetracted(var retraction):
      retraction.target.seq = seq
      return .eventRetracted(retraction)
    case .eventDisputed(var dispute):
      dispute.target.seq = seq
      return .eventDisputed(dispute)
    default:
      return self
    }
  }
}
