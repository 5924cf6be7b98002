import Glibc
import Harness

/// Generated events in a file, mapped into memory for the load client.
@safe
final class EventFile {
  let path: String
  let totals: Totals
  let size: Int
  private let base: UnsafeRawPointer

  /// Writes `count` events to `path` and maps them.
  static func generate(
    seed: UInt64, count: Int, prefix: String = "e", people: Int = Mix.usual.people, path: String
  ) throws(HarnessFailure) -> EventFile {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw HarnessFailure("cannot write \(path): \(errorText(errno))") }
    defer { close(file) }
    var generator = EventGenerator(seed: seed, count: count, prefix: prefix, people: people)
    var chunk: [UInt8] = []
    chunk.reserveCapacity(1 << 20)
    for _ in 0..<count {
      generator.next(into: &chunk)
      if chunk.count > (1 << 20) - 1024 {
        try writeAll(file, chunk, path)
        chunk.removeAll(keepingCapacity: true)
      }
    }
    try writeAll(file, chunk, path)
    return try EventFile(path: path, totals: generator.totals)
  }

  private init(path: String, totals: Totals) throws(HarnessFailure) {
    self.path = path
    self.totals = totals
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw HarnessFailure("cannot read \(path): \(errorText(errno))") }
    defer { close(file) }
    size = Int(lseek(file, 0, SEEK_END))
    // The mapping is populated now, so that page faults are no part of a measurement.
    let mapped = unsafe mmap(nil, size, PROT_READ, MAP_PRIVATE | Int32(MAP_POPULATE), file, 0)
    guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else {
      throw HarnessFailure("cannot map \(path): \(errorText(errno))")
    }
    unsafe base = UnsafeRawPointer(mapped)
  }

  deinit { unsafe munmap(UnsafeMutableRawPointer(mutating: base), size) }

  /// Sends bytes of a range without blocking: how many went, or -1 with errno set.
  func send(_ range: Range<Int>, to socket: Int32) -> Int {
    unsafe Glibc.send(
      socket, base + range.lowerBound, range.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
  }

  /// The first `count` events, each made into what is sent for it, and where each of them ends.
  func prepared(
    _ count: Int, _ make: (UnsafeRawBufferPointer, inout [UInt8]) -> Void
  ) -> (bytes: [UInt8], ends: [Int]) {
    var (bytes, ends, offset): ([UInt8], [Int], Int) = ([], [], 0)
    while ends.count < count, offset < size {
      let end = endOfLine(offset)
      unsafe make(UnsafeRawBufferPointer(start: base + offset, count: end - offset), &bytes)
      ends.append(bytes.count)
      offset = end
    }
    return (bytes, ends)
  }

  /// Writes bytes of a range to a file.
  func write(_ range: Range<Int>, to file: Int32) -> Int {
    unsafe Glibc.write(file, base + range.lowerBound, range.count)
  }

  func copy(_ range: Range<Int>, to target: UnsafeMutableRawPointer) {
    unsafe memcpy(target, base + range.lowerBound, range.count)
  }

  /// The offset after the line that holds `offset`, at most the size.
  func endOfLine(_ offset: Int) -> Int {
    guard offset < size, let found = unsafe memchr(base + offset, 10, size - offset) else {
      return size
    }
    return unsafe UnsafeRawPointer(found) - base + 1
  }

  /// Cuts the file into parts of whole lines, with the lines of each counted.
  func parts(_ count: Int) -> [(range: Range<Int>, lines: Int)] {
    var start = 0
    return (1...count).map { part in
      let end = part == count ? size : endOfLine(max(start, size / count * part))
      defer { start = end }
      return (start..<end, lines(in: start..<end))
    }
  }

  private func lines(in range: Range<Int>) -> Int {
    var (lines, offset) = (0, range.lowerBound)
    while offset < range.upperBound {
      offset = endOfLine(offset)
      lines += 1
    }
    return lines
  }
}
