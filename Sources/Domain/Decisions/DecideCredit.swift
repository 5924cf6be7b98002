extension Team {
  /// The shares of a person's win name members; their sum is a matter of shape.
  func decideCredit(_ credit: [CreditShare]) throws(Rejection) {
    for share in credit where roster.member(share.member) == nil {
      throw Rejection(
        kind: .notFound, pointer: "/data/credit",
        message: "no member is called '\(symbols.text(share.member))'")
    }
  }

  /// A person's credit note is on a deal that was won, in its money, and takes no more than it brought.
  func decideNote(_ step: DealStep, _ command: Command) throws(Rejection) {
    let deal = try openedDeal(step.deal)
    try decideOwner(step.deal, command.by)
    let name = symbols.text(step.deal)
    guard deal.state == .won, let left = deal.worth else {
      throw Rejection(
        kind: .invalid, pointer: "/data/deal",
        message: "\(name) has no amount won that a credit note could lower")
    }
    guard try fold(of: step.deal, at: command.time).state == .won else {
      throw Rejection(
        kind: .invalid, pointer: "/time",
        message: "\(name) was not won yet at \(command.time.rfc3339)")
    }
    guard step.currency.isNone || step.currency == deal.currency else {
      throw Rejection(
        kind: .invalid, pointer: "/data/currency",
        message: "\(name) was won in \(symbols.text(deal.currency))")
    }
    guard (step.amount ?? 0) <= left else {
      throw Rejection(
        kind: .invalid, pointer: "/data/amount",
        message: "\(name) is worth \(left) minor units; a credit note cannot take more")
    }
  }
}
