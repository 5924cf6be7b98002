/// The header and the first rows of a file, for guessing.
struct FileSample {
  let file: String
  let separator: UInt8
  let header: [String]
  let rows: [[String]]

  static let rowsLookedAt = 500

  /// Reads the beginning of a file; the separator is the one that cuts its first line most often.
  init(path: String) throws(ImportFault) {
    let probe = CSVReader(try FileInput(path: path), file: path, separator: 0)
    separator = try Self.separator(probe)
    var reader = CSVReader(try FileInput(path: path), file: path, separator: separator)
    file = path
    header = try reader.header()
    var rows: [[String]] = []
    while rows.count < Self.rowsLookedAt, try reader.next() {
      guard reader.malformed == nil, reader.fields.count == header.count else { continue }
      rows.append(reader.fields.map { String(decoding: reader.bytes[$0], as: UTF8.self) })
    }
    self.rows = rows
  }

  private static func separator(
    _ probe: consuming CSVReader<FileInput>
  ) throws(ImportFault) -> UInt8 {
    var probe = probe
    let first = try probe.header().joined()
    let candidates = [",", ";", "\t", "|"].map { Array($0.utf8)[0] }
    let counts = candidates.map { byte in first.utf8.count { $0 == byte } }
    let most = counts.max() ?? 0
    return candidates[counts.firstIndex(of: most) ?? 0]
  }

  var columns: [ColumnLook] {
    header.indices.map { index in
      ColumnLook(name: header[index], values: rows.map { $0[index] })
    }
  }

  /// The rows as a file again, for trying a mapping on them.
  var bytes: [UInt8] {
    let mark = String(decoding: [separator], as: UTF8.self)
    let lines = ([header] + rows).map { row in
      row.map {
        "\""
          + $0.split(separator: "\"", omittingEmptySubsequences: false)
          .joined(separator: "\"\"") + "\""
      }.joined(separator: mark)
    }
    return Array(lines.map { $0 + "\n" }.joined().utf8)
  }

  /// Whether a mapping's columns are there and most rows give what it expects.
  func fits(_ mapping: Mapping) -> Bool {
    guard mapping.separator == separator else { return false }
    let reader = CSVReader(MemoryInput(bytes), file: file, separator: separator)
    guard var run = try? ImportRun(reader, mapping, sink: DryRunSink(rules: mapping.rules.count)),
      let tally = try? run.run()
    else { return false }
    return tally.refused * 2 <= tally.rows
  }
}
