extension Team {
  /// Applies captures of a log in their order, as `evolve` does one by one.
  ///
  /// `names` has this team's symbol for each number that the rows use.
  package mutating func evolve(_ rows: Span<CaptureRow>, names: Span<Symbol>) {
    for index in rows.indices {
      let row = rows[index].renamed(names)
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
}

extension Symbols {
  /// Makes every text of another table known here, in the order in which it came there, from `names`'
  /// own count on up to `end`; `names` learns what each is here.
  package mutating func adopt(
    _ other: borrowing SymbolTexts, upTo end: Int, into names: inout [Symbol]
  ) {
    while names.count < end { names.append(other.withUTF8(names.count) { intern($0) }) }
  }
}
