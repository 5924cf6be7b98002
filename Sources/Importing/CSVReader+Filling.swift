extension CSVReader where Input: ~Copyable {
  /// Makes room and reads on; at the end of the input an unfinished record is a fault.
  mutating func refill() throws(ImportFault) {
    if inputEnded {
      // Only an open quote leaves a record incomplete once the input has ended.
      throw .data(
        file: file, message: "line \(nextLine): a quoted field begins here and never ends.")
    }
    if end - start > maximumRecord {
      throw .data(
        file: file,
        message: "line \(nextLine): this row is longer than \(maximumRecord) bytes; "
          + "is a quote left open, or is this no CSV file?")
    }
    if start > 0 {
      bytes.withContiguousMove(from: start, count: end - start)
      end -= start
      start = 0
    }
    if end == bytes.count {
      let larger = min(bytes.count * 2, maximumRecord + 2)
      bytes.append(contentsOf: repeatElement(0, count: larger - bytes.count))
    }
    let count = try input.read(into: &bytes, at: end)
    if count == 0 { inputEnded = true }
    end += count
  }

  /// Skips a UTF-8 byte-order mark; UTF-16 would only give rows of nonsense.
  mutating func skipMark() throws(ImportFault) {
    guard start == 0, end == 0 else { return }
    while end < 3, !inputEnded { try refill() }
    if end >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { start = 3 }
    if end >= 2, bytes[0] == 0xFF && bytes[1] == 0xFE || bytes[0] == 0xFE && bytes[1] == 0xFF {
      throw .data(file: file, message: "the file is UTF-16; save it as UTF-8 and import again.")
    }
  }
}

extension [UInt8] {
  /// Moves `count` bytes at `from` to the front; the ranges may overlap.
  fileprivate mutating func withContiguousMove(from: Int, count: Int) {
    for index in 0..<count { self[index] = self[from + index] }
  }
}
