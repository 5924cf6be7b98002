/// Counts lines as the daemon does (empty ones not) and finds the way back to lines of the file.
package struct LineNumbers {
  /// Where empty lines were: after how many counted lines, and how many empty ones up to there.
  private var empties: [(after: Int, total: Int)] = []
  private var counted = 0

  package init() {}

  /// The lines of a chunk that count.
  package mutating func count(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    let before = counted
    var start = range.lowerBound
    for index in range where bytes[index] == 0x0a {
      let isEmpty = index == start || (index == start + 1 && bytes[start] == 0x0d)
      if isEmpty {
        empties.append((after: counted, total: (empties.last?.total ?? 0) + 1))
      } else {
        counted += 1
      }
      start = index + 1
    }
    return counted - before
  }

  /// The line of the file, from 1, of a line of the stream, from 1.
  package func fileLine(ofStreamLine n: Int) -> Int {
    n + (empties.last { $0.after < n }?.total ?? 0)
  }
}
