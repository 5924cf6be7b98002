import Glibc

/// Cuts complete lines out of arriving bytes and keeps the incomplete rest for the next call.
///
/// A line ends at `\n`; one `\r` before it is not part of it; empty lines are skipped. Lines are
/// ranges of `bytes`, valid until the next `receive`. What follows the last newline at the end of
/// the input is no line: whoever owns the framer drops it with the framer.
package struct LineFramer {
  /// A line went on past the limit: the caller answers `line_too_long` and closes.
  package struct LineTooLong: Error, Equatable, Sendable {
    package let limit: Int
  }

  /// Everything received and not yet dropped; the ranges of `next()` index it.
  package private(set) var bytes: [UInt8] = []
  private var start = 0
  private var searched = 0
  private let maximumLine: Int

  // A buffer that one large line has grown is given back as soon as it is empty.
  private static let keptCapacity = 262_144

  /// Refuses lines of more than `maximumLine` bytes, their line end not counted.
  package init(maximumLine: Int) {
    self.maximumLine = maximumLine
  }

  /// Bytes of the line that has begun and not ended (after `next()` has returned nil).
  package var pendingCount: Int { bytes.count - start }

  /// Takes what arrived; ranges of earlier lines are void from here on.
  package mutating func receive(_ arrived: Span<UInt8>) {
    compact()
    unsafe arrived.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }

  /// The next complete line, or nil when more bytes are needed.
  package mutating func next() throws(LineTooLong) -> Range<Int>? {
    while let newline = nextNewline() {
      let begin = start
      start = newline + 1
      searched = start
      guard newline - begin <= maximumLine else { throw LineTooLong(limit: maximumLine) }
      var end = newline
      if end > begin && bytes[end - 1] == 0x0D { end -= 1 }
      if end > begin { return begin..<end }
    }
    guard bytes.count - start <= maximumLine else { throw LineTooLong(limit: maximumLine) }
    return nil
  }

  // memchr finds a newline at 20 GB/s, a loop over the array at 4.
  private mutating func nextNewline() -> Int? {
    let from = searched
    let count = bytes.count
    guard from < count else { return nil }
    let found: Int? = unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress,
        let hit = unsafe memchr(base + from, 0x0A, count - from)
      else { return nil }
      return unsafe UnsafeRawPointer(hit) - base
    }
    if found == nil { searched = count }
    return found
  }

  // Drops the lines that were handed out, once that moves no more bytes than it frees.
  private mutating func compact() {
    guard start > 0, start * 2 >= bytes.count else { return }
    if start == bytes.count {
      bytes.removeAll(keepingCapacity: bytes.capacity <= Self.keptCapacity)
    } else {
      bytes.removeFirst(start)
    }
    searched -= start
    start = 0
  }
}
