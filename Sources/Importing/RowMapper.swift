import JSONText
import YAMLText

/// What one row of the file came to.
package enum RowVerdict: Equatable, Sendable {
  /// It gave events; they are in the mapper's `lines`.
  case events
  /// It was kept as the start of a pair.
  case started
  /// It ends a pair that never started, and the mapping says to skip those.
  case unmatched
  /// The mapping says that such rows say nothing.
  case ignored
  /// It cannot be used; the reason is a sentence without its row number.
  ///
  /// `column` is the one to look at, where it is one.
  case refused(String, column: String? = nil)
}

/// One event made from the current row.
package struct MappedEvent: Sendable {
  /// The rule it came from, as an index into the mapping's.
  package let rule: Int
  /// Where its id stands in the mapper's `ids`.
  package let id: Range<Int>
  package let hasPerson: Bool
}

/// Turns rows into event lines, one row at a time.
///
/// Everything is written into buffers that are used again; a row of a steady import allocates
/// nothing but what pairing must remember. The same rows give the same bytes in every run, which is
/// what makes importing again add nothing.
package struct RowMapper {
  let mapping: Mapping
  /// For each column slot of the mapping, its position in the file's rows; -1 where it has none.
  let positions: [Int]
  private let rowWidth: Int
  var values: [FieldValue]
  var pairing: Pairing
  var scratch: [UInt8] = []
  /// The number of the row at hand, for telling of it later.
  package var row = 0
  var writer = JSONWriter(reservingCapacity: 4096)

  /// The current row's events and the bytes of their ids.
  package internal(set) var events: [MappedEvent] = []
  package internal(set) var ids: [UInt8] = []
  /// The current row's events as JSON lines.
  package var lines: [UInt8] { writer.bytes }

  /// Binds a mapping to the columns of a file.
  ///
  /// - Throws: `ImportFault.mapping` where it names a column that the file lacks.
  package init(_ mapping: Mapping, header: [String], file: String) throws(ImportFault) {
    let named = Header(header)
    var positions: [Int] = []
    for (slot, column) in mapping.columns.enumerated() {
      let names = [column] + (mapping.otherNames[column] ?? [])
      let position = names.lazy.compactMap { named.position(of: $0) }.first
      if position == nil, !mapping.optional.contains(column) {
        let mark = mapping.columnMarks[slot]
        throw .mapping(
          file: mapping.file, line: mark.line, column: mark.column,
          message: named.lacks(column, file: file, fields: mapping.fields.map(\.name)))
      }
      positions.append(position ?? -1)
    }
    for (index, column) in header.enumerated() where header.firstIndex(of: column) != index {
      throw .data(file: file, message: "has two columns named \"\(column)\".")
    }
    self.mapping = mapping
    self.positions = positions
    rowWidth = header.count
    values = Array(repeating: .unread, count: mapping.fields.count)
    pairing = Pairing(pairs: mapping.pairs.count)
  }

  /// The first rows whose starts never found their end, so far.
  package var waitingRows: [Int] { pairing.waitingRows }
  /// How many starts never found their end, so far.
  package var waitingStarts: Int { pairing.waiting }
  /// How many durations were left out as too long to be true.
  package var leftOpen: Int { pairing.leftOpen }
  /// How many ends had no start.
  package var unmatchedEnds: Int { pairing.unmatched }

  /// Maps the row whose fields are `fields` of `bytes`.
  package mutating func map(_ bytes: [UInt8], _ fields: [Range<Int>]) -> RowVerdict {
    writer.removeAll()
    events.removeAll(keepingCapacity: true)
    ids.removeAll(keepingCapacity: true)
    for index in values.indices { values[index] = .unread }
    guard fields.count == rowWidth else {
      return .refused("it has \(fields.count) fields, the header has \(rowWidth).")
    }
    guard isText(bytes, fields) else {
      return .refused("it is not UTF-8; save the file as UTF-8 and import again.")
    }
    let row = Row(bytes: bytes, fields: fields)
    do {
      return try verdict(on: row)
    } catch {
      return .refused(error.reason, column: error.column)
    }
  }

  private func isText(_ bytes: [UInt8], _ fields: [Range<Int>]) -> Bool {
    guard let first = fields.first, let last = fields.last else { return true }
    let record = bytes.span.extracting(first.lowerBound..<last.upperBound)
    return (try? UTF8Span(validating: record)) != nil
  }

  private mutating func verdict(on row: Row) throws(RowRefusal) -> RowVerdict {
    let paired = try pair(row)
    for index in mapping.rules.indices {
      guard holds(mapping.rules[index].when, row) else { continue }
      if let pair = mapping.rules[index].pair, !pairing.endsNow(pair) { continue }
      try write(index, row)
    }
    if !events.isEmpty { return .events }
    if let paired { return paired }
    if mapping.ignored.contains(where: { holds($0, row) }) { return .ignored }
    throw RowRefusal(reason: "no rule of the mapping fits it.")
  }
}

/// The bytes and fields of the row at hand.
struct Row {
  let bytes: [UInt8]
  let fields: [Range<Int>]
}

/// Why a row is refused: a sentence that begins with what is wrong.
struct RowRefusal: Error {
  let reason: String
  var column: String?
}
