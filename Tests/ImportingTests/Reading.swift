import Importing

/// All records of a text, read in pieces of a size that makes every boundary fall somewhere.
func records(
  _ text: String, piece: Int = .max, separator: UInt8 = UInt8(ascii: ","), limit: Int = 1 << 20
) throws -> [[String]] {
  var reader = CSVReader(
    MemoryInput(Array(text.utf8), piece: piece), file: "test.csv", separator: separator,
    maximumRecord: limit)
  var all: [[String]] = []
  while try reader.next() {
    all.append(reader.fields.map { String(decoding: reader.bytes[$0], as: UTF8.self) })
  }
  return all
}

/// A sink that keeps the lines and, on demand, refuses events by id.
struct KeepingSink: EventSink {
  var lines: [String] = []
  var refusing: Set<String> = []
  private var refused: [RefusedRow] = []
  private var rejected = 0

  init(refusing: Set<String> = []) { self.refusing = refusing }

  mutating func take(_ mapper: borrowing RowMapper, at place: Place) {
    for line in mapper.lines.split(separator: 10) {
      lines.append(String(decoding: line, as: UTF8.self))
    }
    for event in mapper.events {
      let id = String(decoding: mapper.ids[event.id], as: UTF8.self)
      guard refusing.contains(id) else { continue }
      rejected += 1
      refused.append(RefusedRow(place: place, id: id, reason: "no such thing (event_invalid)"))
    }
  }

  mutating func takeRefused() -> [RefusedRow] {
    defer { refused = [] }
    return refused
  }

  func finish() -> SinkTally {
    SinkTally(new: lines.count - rejected, known: 0, rejected: rejected)
  }
}

/// What importing a text through a mapping gives.
struct Imported {
  let lines: [String]
  let tally: ImportTally

  init(
    _ csv: String, mapping text: String, piece: Int = .max, refusing: Set<String> = [],
    rejects: String? = nil
  ) throws {
    let mapping = try MappingReader.read(text)
    let reader = CSVReader(
      MemoryInput(Array(csv.utf8), piece: piece), file: "test.csv", separator: mapping.separator)
    var run = try ImportRun(
      reader, mapping, sink: KeepingSink(refusing: refusing), rejects: rejects)
    tally = try run.run()
    lines = run.sink.lines
  }

  /// The reasons of the refused rows, with their row numbers.
  var refusals: [String] { tally.firstRefused.map { "row \($0.place.row): \($0.reason)" } }
}
