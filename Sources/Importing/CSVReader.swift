/// Cuts a stream of bytes into RFC 4180 records, one at a time, in memory that never grows with the file.
///
/// Commas (or another separator), quotes, doubled quotes, line breaks inside quotes, LF and CRLF, a
/// byte-order mark, and a last line without an end are understood. A record's fields are ranges of
/// `bytes`, valid until the next call; nothing is allocated per record.
package struct CSVReader<Input: ByteInput & ~Copyable>: ~Copyable {
  package internal(set) var bytes: [UInt8]
  package private(set) var fields: [Range<Int>] = []
  /// The line in the file on which the current record begins, counted from 1.
  package private(set) var line = 1
  /// Why the current record is malformed, nil when it is sound.
  package private(set) var malformed: String?

  /// The file's name, for faults and refusals.
  package let file: String
  var input: Input
  private let separator: UInt8
  let maximumRecord: Int
  var start = 0
  var end = 0
  var inputEnded = false
  var nextLine = 1
  /// Indices of fields that contain doubled quotes, to be made single once the record is complete.
  private var doubled: [Int] = []

  /// Reads from `input`; a record longer than `maximumRecord` bytes ends the import.
  package init(
    _ input: consuming Input, file: String, separator: UInt8 = UInt8(ascii: ","),
    maximumRecord: Int = 1 << 20
  ) {
    self.input = input
    self.file = file
    self.separator = separator
    self.maximumRecord = maximumRecord
    bytes = [UInt8](repeating: 0, count: min(1 << 18, maximumRecord + 2))
  }

  /// The part of the input already read, 0 to 1; nil when its size is not known.
  package var portion: Double? { input.portion }

  /// Moves on to the next record; false at the end of the input.
  package mutating func next() throws(ImportFault) -> Bool {
    if nextLine == 1 { try skipMark() }
    while true {
      switch scan() {
      case .record(let after, let lines, let blank):
        line = nextLine
        nextLine += lines
        start = after
        if blank { continue }
        if !doubled.isEmpty { undouble() }
        return true
      case .incomplete:
        if inputEnded, start == end { return false }
        try refill()
      }
    }
  }

  /// The first record as column names; the reader then stands before the first row.
  package mutating func header() throws(ImportFault) -> [String] {
    guard try next() else {
      throw .data(file: file, message: "is empty; its first row must name the columns.")
    }
    return fields.map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  private enum Scanned {
    case record(after: Int, lines: Int, blank: Bool)
    case incomplete
  }

  /// Looks for one whole record from `start`; reads on are needed when there is none.
  private mutating func scan() -> Scanned {
    fields.removeAll(keepingCapacity: true)
    doubled.removeAll(keepingCapacity: true)
    malformed = nil
    var lines = 0
    var at = start
    guard at < end else { return .incomplete }
    while true {
      let first = at
      if at < end, bytes[at] == quote {
        guard let close = closingQuote(from: first + 1, lines: &lines) else { return .incomplete }
        fields.append(first + 1..<close)
        at = close + 1
        if at < end, bytes[at] != separator, !isLineEnd(at) {
          if malformed == nil { malformed = "text follows the closing quote of a field" }
          at = skipField(from: at)
        }
      } else {
        at = skipField(from: at)
        fields.append(first..<at)
      }
      guard at < end else {
        guard inputEnded else { return .incomplete }
        return .record(after: end, lines: lines, blank: false)
      }
      if bytes[at] == separator {
        at += 1
        continue
      }
      return recordEnd(at: at, lines: lines + 1)
    }
  }

  /// The record ends at the line end at `at`, which may still be half a CRLF.
  private mutating func recordEnd(at: Int, lines: Int) -> Scanned {
    var after = at + 1
    if bytes[at] == carriageReturn { after += 1 }
    let blank = fields.count == 1 && fields[0].isEmpty && at == start
    return .record(after: after, lines: lines, blank: blank)
  }

  /// The first separator or line end from `from` on, or `end`.
  private func skipField(from: Int) -> Int {
    var at = from
    while at < end {
      let byte = bytes[at]
      if byte == separator || byte == lineFeed { return at }
      if byte == carriageReturn, isLineEnd(at) { return at }
      at += 1
    }
    return end
  }

  private func isLineEnd(_ at: Int) -> Bool {
    if bytes[at] == lineFeed { return true }
    return bytes[at] == carriageReturn && at + 1 < end && bytes[at + 1] == lineFeed
  }

  /// The quote that closes the field whose text begins at `from`; nil when it has not arrived yet.
  private mutating func closingQuote(from: Int, lines: inout Int) -> Int? {
    var at = from
    var hasDoubled = false
    while at < end {
      if bytes[at] == lineFeed { lines += 1 }
      guard bytes[at] == quote else {
        at += 1
        continue
      }
      if at + 1 < end, bytes[at + 1] == quote {
        hasDoubled = true
        at += 2
        continue
      }
      // The next byte decides between a closing quote and half of a doubled one.
      guard at + 1 < end || inputEnded else { return nil }
      if hasDoubled { doubled.append(fields.count) }
      return at
    }
    return nil
  }

  private mutating func undouble() {
    for index in doubled {
      let field = fields[index]
      var write = field.lowerBound
      var read = field.lowerBound
      while read < field.upperBound {
        bytes[write] = bytes[read]
        read += bytes[read] == quote ? 2 : 1
        write += 1
      }
      fields[index] = field.lowerBound..<write
    }
  }
}

private let quote = UInt8(ascii: "\"")
private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
