/// A row's place in its file: rows and lines count from 1, rows without the header.
package struct Place: Equatable, Sendable {
  package let row: Int
  package let line: Int

  package init(row: Int, line: Int) {
    self.row = row
    self.line = line
  }
}

/// A row that was refused, by us or by the daemon.
package struct RefusedRow: Equatable, Sendable {
  package let place: Place
  /// The event's id when the daemon refused one event of the row.
  package let id: String?
  package let reason: String
  /// The column to look at, where it is one.
  package let column: String?

  package init(place: Place, id: String?, reason: String, column: String? = nil) {
    self.place = place
    self.id = id
    self.reason = reason
    self.column = column
  }
}

/// What became of the events that were sent.
package struct SinkTally: Equatable, Sendable {
  package var new = 0
  package var known = 0
  package var rejected = 0
  /// Amendments sent beside the events, for records that changed since an earlier import.
  package var amended = 0
  /// The row up to which an earlier run had sent everything; 0 for none.
  package var resumedAfter = 0

  package init(
    new: Int = 0, known: Int = 0, rejected: Int = 0, amended: Int = 0, resumedAfter: Int = 0
  ) {
    self.new = new
    self.known = known
    self.rejected = rejected
    self.amended = amended
    self.resumedAfter = resumedAfter
  }
}

/// Where an import's events go.
package protocol EventSink: ~Copyable {
  /// Takes the events of one row: whole lines, described by `events` of `mapper`.
  mutating func take(_ mapper: borrowing RowMapper, at place: Place) throws(ImportFault)
  /// Rows refused since the last call.
  mutating func takeRefused() -> [RefusedRow]
  /// Waits until every event has its verdict.
  mutating func finish() throws(ImportFault) -> SinkTally
}
