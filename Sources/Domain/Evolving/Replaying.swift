extension Team {
  /// Applies captures of a log in their order, as `evolve` does one by one.
  ///
  /// `names` has this team's symbol for each number that the rows use.
  package mutating func evolve(_ rows: Span<CaptureRow>, names: Span<Symbol>) {
    var start = 0
    while start < rows.count {
      let end = min(start + Self.lookahead, rows.count)
      // What the rows of a group lead to is waited for together, not one after the other.
      for index in start..<end { readAhead ^= glance(rows[index], names) }
      for index in start..<end { take(rows[index].renamed(names)) }
      start = end
    }
  }

  /// Something of the deal and the series that a row leads to.
  @inline(__always)
  private func glance(_ row: CaptureRow, _ names: Span<Symbol>) -> UInt32 {
    let deal = book.glance(names[Int(row.deal.raw)])
    return deal ^ (ledger.find(row.seriesKey(names)).map { ledger.glance($0) } ?? 0)
  }

  /// Rows that are looked at before the first of them is applied.
  private static let lookahead = 16

  @inline(__always)
  private mutating func take(_ row: CaptureRow) {
    lastAt = max(lastAt, row.at)
    lastSeq = UInt64(row.seq)
    if lastAt >= book.nextAhead { releaseAhead() }
    if row.kind == .activity {
      log(row.activity, row.stamp)
    } else {
      log(row.step, row.kind, row.stamp)
    }
  }
}
