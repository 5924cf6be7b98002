/// Most open deals say no amount, so that a pipeline in money is a guess.
package enum AmountsMissing: DataSign {
  package static let kind = DoubtKind.amountsMissing
  /// Fewer open deals without an amount are told by nothing.
  static let fewest = 5

  package static func look(at team: Team, now: Instant) -> DoubtRow? {
    var open = 0
    var missing: [UInt32] = []
    for deal in team.book.deals where deal.state.state == .open {
      open += 1
      if deal.state.amount == nil { missing.append(deal.steps) }
    }
    guard missing.count >= fewest, missing.count * 2 > open else { return nil }
    return row(missing.count, of: open, examples: missing)
  }
}
