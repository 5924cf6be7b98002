import Glibc
import SystemPorts

/// A window over a file, filled in large steps and cut at line feeds.
///
/// Not generic, so that the work for each line is compiled once and well; only `fill`, once a step,
/// knows what kind of file it reads.
struct LineBuffer: Sendable {
  static let capacity = 512 << 10
  /// Bytes to begin with: most logs are small, and a test opens very many of them.
  private static let least = 16 << 10
  /// Readable bytes behind the last one, for parsers that load in wide steps.
  static let slack = 64

  private(set) var bytes = [UInt8](repeating: 0, count: least + slack)
  /// Offset in the file of the first byte here.
  private var base = 0
  private var next = 0
  private var searched = 0
  private var end = 0

  /// Begins again at another place or in another file.
  mutating func restart(at offset: Int) {
    base = offset
    next = 0
    searched = 0
    end = 0
  }

  /// Where the next line begins in the file.
  var position: Int { base + next }

  /// What is here behind the last complete line.
  var rest: Range<Int> { next..<end }

  /// The next complete line that is here, without its line feed.
  @inline(__always)
  mutating func line() -> Range<Int>? {
    guard let feed = firstIndex(of: RecordFormat.lineFeed, in: bytes.span, searched..<end) else {
      searched = end
      return nil
    }
    let line = next..<feed
    next = feed + 1
    searched = next
    return line
  }

  /// Reads more behind what is here: at most `step` bytes, none at or behind offset `limit`.
  ///
  /// The answer is false at the end, and when no line can be as long as what is here.
  mutating func fill<File: AppendOnlyFile>(
    from file: File, limit: Int = .max, step: Int = .max
  ) throws(IOFault) -> Bool {
    makeRoom()
    let room = min(step, bytes.count - Self.slack - end, limit - (base + end))
    guard end < RecordFormat.maximumLine, room > 0 else { return false }
    let got = try file.read(into: &bytes, end..<end + room, at: base + end)
    end += got
    if end + Self.slack == bytes.count && end < Self.capacity { grow() }
    return got > 0
  }

  /// A window that was filled is worth a larger one.
  private mutating func grow() {
    let more = min(Self.capacity, 8 * end) - end
    bytes.append(contentsOf: repeatElement(0, count: more))
  }

  /// Leaves out what is here, a piece of a line that is too long to be one.
  mutating func dropRest() {
    next = end
    searched = end
  }

  private mutating func makeRoom() {
    guard next > 0 else { return }
    let count = end - next
    let from = next
    unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      unsafe memmove(start, start + from, count)
    }
    base += next
    searched -= next
    next = 0
    end = count
  }
}
