import Glibc
import SystemPorts

/// Reads a file front to back in large chunks and cuts it at line feeds; one buffer for all of it.
struct ChunkReader<File: AppendOnlyFile> {
  /// A piece of the file, as a range of `buffer`.
  enum Piece: Equatable {
    /// A line, without its line feed.
    case line(Range<Int>)
    /// Bytes without a line feed: the file ends in them, or no line is as long.
    case fragment(Range<Int>)
  }

  static var capacity: Int { 1 << 20 }
  /// Readable bytes behind the last one, for parsers that load in wide steps.
  static var slack: Int { 64 }

  private(set) var buffer: [UInt8]
  private var file: File
  /// Offset in the file of the buffer's first byte.
  private var base: Int
  private var next = 0
  private var end = 0
  private var limit: Int
  private var step: Int

  /// Starts at offset `start`, stops in front of offset `limit`, asks for at most `step` bytes at once.
  init(_ file: File, from start: Int = 0, limit: Int = .max, step: Int = .max) {
    self.file = file
    self.base = start
    self.limit = limit
    self.step = step
    self.buffer = [UInt8](repeating: 0, count: Self.capacity + Self.slack)
  }

  /// Begins again elsewhere with the same buffer.
  mutating func restart(_ file: File, from start: Int, step: Int) {
    self.file = file
    self.base = start
    self.step = step
    limit = .max
    next = 0
    end = 0
  }

  /// Where a place in the buffer is in the file.
  func offset(_ index: Int) -> Int { base + index }

  /// Where the next piece begins in the file.
  var position: Int { base + next }

  /// The next line or fragment; nil at the end.
  mutating func read() throws(IOFault) -> Piece? {
    var searched = next
    while true {
      if let feed = firstIndex(
        of: RecordFormat.lineFeed, in: buffer.span.extracting(0..<end), from: searched)
      {
        defer { next = feed + 1 }
        return .line(next..<feed)
      }
      searched = end - next
      let got = end - next < RecordFormat.maximumLine ? try fill() : 0
      if got == 0 {
        guard next < end else { return nil }
        defer { next = end }
        return .fragment(next..<end)
      }
    }
  }

  /// Moves the rest to the front and reads behind it.
  private mutating func fill() throws(IOFault) -> Int {
    let rest = end - next
    unsafe buffer.withUnsafeMutableBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return }
      unsafe memmove(start, start + next, rest)
    }
    base += next
    next = 0
    end = rest
    let room = min(step, Self.capacity - end, limit - (base + end))
    guard room > 0 else { return 0 }
    let got = try file.read(into: &buffer, end..<end + room, at: base + end)
    end += got
    return got
  }
}
