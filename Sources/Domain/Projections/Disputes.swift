/// One side of a dispute: who sees a recorded capture otherwise, and why.
struct DisputeSide: Sendable, Equatable {
  var seq: UInt64
  var time: Instant
  /// Who disputes: the subject of the event, or who sent it where it names nobody known.
  var member: Int
  var by: Symbol
  var reason: String
}

/// What is disputed, by the record in dispute; numbers stay as they are until somebody corrects them.
package struct Disputes: Projection {
  /// More than this about one record says nothing new.
  static let mostSides = 20

  private(set) var sides: [UInt32: [DisputeSide]] = [:]
  private var targetOf: [UInt64: UInt32] = [:]

  package init() {}

  package static func apply(_ event: Event, _ stamp: Stamp, to team: inout Team) {
    guard case .eventDisputed(let fact) = event else { return }
    guard let seq = fact.target.seq, team.recordedSource(seq) != nil else {
      team.doubts.note(.unknownTarget, stamp.seq)
      return
    }
    let slot = team.roster.slot(
      subject: team.symbols.text(stamp.subject), symbol: stamp.subject,
      source: team.symbols.text(stamp.source))
    team.disputes.add(
      DisputeSide(
        seq: stamp.seq, time: stamp.time, member: slot, by: stamp.by, reason: fact.reason),
      to: UInt32(seq))
    team.touchDeal(of: UInt32(seq), stamp)
  }

  private mutating func add(_ side: DisputeSide, to row: UInt32) {
    guard sides[row, default: []].count < Disputes.mostSides else { return }
    sides[row, default: []].append(side)
    targetOf[side.seq] = row
  }

  /// The record that a dispute is about; nil where the record is no dispute, or one taken back.
  func target(of dispute: UInt64) -> UInt32? { targetOf[dispute] }

  /// A dispute is taken back.
  mutating func remove(_ dispute: UInt64) {
    guard let row = targetOf.removeValue(forKey: dispute) else { return }
    sides[row]?.removeAll { $0.seq == dispute }
  }
}
