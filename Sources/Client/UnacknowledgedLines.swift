/// What was sent and is not yet acknowledged, chunk by chunk; bounded by the ingest window.
package struct UnacknowledgedLines {
  private struct Chunk {
    var firstLine: Int
    var lastLine: Int
    var count: Int
    var bytes: [UInt8]
  }

  /// Bytes of all chunks that are not acknowledged as a whole.
  package private(set) var bytes = 0
  private let keepsLines: Bool
  private var chunks: [Chunk] = []
  // Chunks before this one are acknowledged; they are dropped many at a time.
  private var first = 0
  private var lastSent = 0

  package init(keepsLines: Bool) { self.keepsLines = keepsLines }

  /// Notes a chunk whose last line is number `last` of the stream.
  package mutating func sent(_ chunk: [UInt8], in range: Range<Int>, through last: Int) {
    let kept = keepsLines ? Array(chunk[range]) : []
    chunks.append(
      Chunk(firstLine: lastSent + 1, lastLine: last, count: range.count, bytes: kept))
    lastSent = last
    bytes += range.count
  }

  /// Forgets every chunk whose lines all have their verdict.
  package mutating func acknowledge(through line: Int) {
    while first < chunks.count, chunks[first].lastLine <= line {
      bytes -= chunks[first].count
      chunks[first].bytes = []
      first += 1
    }
    if first == chunks.count || first > 256 {
      chunks.removeFirst(first)
      first = 0
    }
  }

  /// The bytes of a line without its end; empty when it is not kept.
  package func line(_ number: Int) -> [UInt8] {
    guard
      let chunk = chunks.first(where: { $0.firstLine <= number && number <= $0.lastLine })
    else { return [] }
    // Empty lines have no number, so they are left out exactly as the server leaves them out.
    let lines = chunk.bytes.split(separator: 0x0a).filter { $0 != [0x0d] }
    let index = number - chunk.firstLine
    return lines.indices.contains(index) ? Array(lines[index]) : []
  }
}
