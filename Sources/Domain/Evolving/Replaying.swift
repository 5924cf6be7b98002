extension Team {
  /// Applies captures of a log in their order, as `evolve` does one by one.
  ///
  /// `names` has this team's symbol for each number that the rows use.
  package mutating func evolve(_ rows: Span<CaptureRow>, names: Span<Symbol>) {
    var group: [CaptureRow] = []
    group.reserveCapacity(Self.lookahead)
    for index in rows.indices {
      group.append(rows[index].renamed(names))
      if group.count == Self.lookahead || index == rows.count - 1 {
        evolve(group.span)
        group.removeAll(keepingCapacity: true)
      }
    }
  }

  /// Applies captures in their order, as `evolve` does one by one.
  package mutating func evolve(_ rows: Span<CaptureRow>) {
    var start = 0
    while start < rows.count {
      let end = min(start + Self.lookahead, rows.count)
      // What the rows of a group lead to is waited for together, not one after the other.
      glance(rows.extracting(start..<end))
      for index in start..<end { take(rows[index]) }
      start = end
    }
  }

  /// Reads something of the deals and the series that rows lead to, and where they are before that: a
  /// loop of reads alone, without a branch that waits for one, has most of them under way at once.
  private mutating func glance(_ rows: Span<CaptureRow>) {
    guard !book.deals.isEmpty else { return }
    var deals = InlineArray<16, Int>(repeating: 0)
    precondition(rows.count <= deals.count, "a group has room here")
    for index in rows.indices { deals[index] = book.place(rows[index].deal) }
    for index in rows.indices { readAhead ^= book.glance(deals[index]) }
    for index in rows.indices {
      readAhead ^= ledger.find(rows[index].seriesKey).map { ledger.glance($0) } ?? 0
    }
  }

  /// Rows that are looked at before the first of them is applied: as many as `glance` has room for.
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
