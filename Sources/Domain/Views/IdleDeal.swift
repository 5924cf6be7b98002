/// A deal that nothing had happened on for a while.
package struct IdleDeal: Sendable, Equatable {
  package var deal: String
  /// Whole days in the team's zone since what happened on it before.
  package var days: Int
}

extension Team {
  /// Rows of a deal looked back on: it is the newest that tell how long nothing happened.
  private static let lookedBack = 64
  /// Links followed to find out which deal a row is on.
  private static let mostLinks = 1_000

  /// How long the deal of an event just recorded had been idle; nil where nothing tells.
  package func idleDeal(before seq: UInt64) -> IdleDeal? {
    let row = UInt32(clamping: seq)
    guard let deal = dealNear(row) else { return nil }
    let here = ledger[row].second
    let chains = [book.deals[deal].activities, book.deals[deal].steps]
    let seconds = chains.flatMap { newest($0) }.filter { $0 != row }.map { ledger[$0].second }
    guard let last = seconds.max(), last < here else { return nil }
    let zone = zone(0, on: LocalDay(days: Int32(clamping: Int64(here) / 86_400)))
    let days = zone.localDay(atSecond: Int64(here)).days - zone.localDay(atSecond: Int64(last)).days
    guard days > 0 else { return nil }
    return IdleDeal(deal: symbols.text(book.deals[deal].id), days: Int(days))
  }

  /// The deal of a row whose chain is not too long to follow.
  func dealNear(_ row: UInt32) -> Int? {
    var link = ledger[row].link
    for _ in 0..<Self.mostLinks {
      if link == 0 { return nil }
      if link & EventRow.dealFlag != 0 { return Int(link & ~EventRow.dealFlag) }
      link = ledger[link].link
    }
    return nil
  }

  private func newest(_ head: UInt32) -> [UInt32] {
    var rows: [UInt32] = []
    var row = head
    while row != 0, rows.count < Self.lookedBack {
      let here = ledger[row]
      if here.series != 0 { rows.append(row) }
      row = here.link & EventRow.dealFlag != 0 ? 0 : here.link
    }
    return rows
  }
}
