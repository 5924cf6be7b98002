/// One pass over a data file: every row is mapped, sent or refused, and counted.
package struct ImportRun<Input: ByteInput & ~Copyable, Sink: EventSink & ~Copyable>: ~Copyable {
  private var reader: CSVReader<Input>
  private var mapper: RowMapper
  package var sink: Sink
  private var rejects: RejectFile?
  package private(set) var tally: ImportTally
  /// The rows the daemon refused an event of; a row with two refused events is one refused row.
  private var refusedRows: Set<Int> = []

  /// A run over the rows of a reader that has not read its header yet.
  package init(
    _ reader: consuming CSVReader<Input>, _ mapping: Mapping, sink: consuming Sink,
    rejects: String? = nil
  ) throws(ImportFault) {
    // Everything that can fail comes first: a half-made value of this kind cannot be thrown away.
    var reader = reader
    let header = try reader.header()
    let mapper = try RowMapper(mapping, header: header, file: reader.file)
    let rejectFile: RejectFile? = if let rejects { try RejectFile(path: rejects) } else { nil }
    self.mapper = mapper
    tally = ImportTally(rules: mapping.rules.count)
    tally.rejectPath = rejectFile?.path
    self.rejects = rejectFile
    self.reader = reader
    self.sink = sink
  }

  /// Runs to the end of the file and waits for the last verdict.
  ///
  /// - Parameter progress: called every few thousand rows with the counts and the portion read.
  /// - Returns: the final counts.
  /// - Throws: what ended the import before the last row.
  package mutating func run(
    progress: (ImportTally, Double?) -> Void = { _, _ in }
  ) throws(ImportFault) -> ImportTally {
    while try reader.next() {
      let place = Place(row: tally.rows + 1, line: reader.line)
      let verdict: RowVerdict
      if let malformed = reader.malformed {
        verdict = .refused(malformed + ".")
      } else {
        mapper.row = place.row
        verdict = mapper.map(reader.bytes, reader.fields)
      }
      tally.count(verdict, mapper)
      switch verdict {
      case .events: try sink.take(mapper, at: place)
      case .refused(let reason, let column):
        try refuse(RefusedRow(place: place, id: nil, reason: reason, column: column))
      case .started, .unmatched, .ignored: break
      }
      if tally.rows % 4096 == 0 {
        try collectRefused()
        progress(tally, reader.portion)
      }
    }
    return try end(progress)
  }

  private mutating func end(
    _ progress: (ImportTally, Double?) -> Void
  ) throws(ImportFault) -> ImportTally {
    tally.neverEnded = mapper.waitingStarts
    tally.neverEndedRows = mapper.waitingRows
    tally.sink = try sink.finish()
    try collectRefused()
    progress(tally, 1)
    return tally
  }

  /// Rows whose events the daemon refused have been counted as giving events; they move over.
  private mutating func collectRefused() throws(ImportFault) {
    for row in sink.takeRefused() {
      if refusedRows.insert(row.place.row).inserted {
        tally.withEvents -= 1
        tally.refused += 1
      }
      try refuse(row)
    }
  }

  private mutating func refuse(_ row: RefusedRow) throws(ImportFault) {
    tally.keep(row)
    try rejects?.write(row)
  }
}
