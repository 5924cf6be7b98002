import Glibc

/// Reads the files of a tar stream one by one: ustar, and what GNU tar and pax write around it.
struct TarReader {
  /// Why the stream is none, or not all of one.
  enum Fault: Error, Equatable {
    case cutShort
    case noTar
    case io(errno: Int32)
  }

  private static let block = 512
  private let descriptor: Int32
  /// Bytes of the present file that have not been read, and those that fill up its last block.
  private var left = 0
  private var padding = 0

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// The path of the next regular file; nil at the end of the stream.
  ///
  /// What is left of the file before it is passed over.
  mutating func next() throws(Fault) -> String? {
    while true {
      while left > 0 { _ = try read() }
      _ = try bytes(padding)
      padding = 0
      let header = try bytes(Self.block)
      if header.allSatisfy({ $0 == 0 }) { return nil }
      guard Self.sum(header) == Self.octal(header[148..<156]),
        let size = Self.octal(header[124..<136])
      else { throw .noTar }
      left = size
      padding = (Self.block - size % Self.block) % Self.block
      // Folders, links and what pax says about names beside a file are none of a log's.
      guard header[156] == UInt8(ascii: "0") || header[156] == 0 else { continue }
      let isUstar = header[257..<262].elementsEqual("ustar".utf8)
      let prefix = isUstar ? Self.text(header[345..<500]) : ""
      let name = Self.text(header[0..<100])
      return prefix.isEmpty ? name : "\(prefix)/\(name)"
    }
  }

  /// More of the file that `next` named; empty at its end.
  mutating func read() throws(Fault) -> [UInt8] {
    let piece = try bytes(min(left, 1 << 18))
    left -= piece.count
    return piece
  }

  /// Exactly so many bytes.
  private func bytes(_ count: Int) throws(Fault) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let got = unsafe bytes.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor, $0.baseAddress.map { unsafe $0 + done }, count - done)
      }
      if got == 0 { throw .cutShort }
      if got < 0 && errno != EINTR { throw .io(errno: errno) }
      done += max(got, 0)
    }
    return bytes
  }

  /// The sum of a header's bytes, with spaces in its own place.
  private static func sum(_ header: [UInt8]) -> Int {
    header.indices.reduce(0) { $0 + ((148..<156).contains($1) ? 32 : Int(header[$1])) }
  }

  /// Octal digits with spaces before and a space or a zero byte behind them.
  private static func octal(_ field: ArraySlice<UInt8>) -> Int? {
    let digits = field.drop { $0 == 32 }.prefix { (48...55).contains($0) }
    guard !digits.isEmpty, digits.count <= 12 else { return nil }
    return digits.reduce(0) { $0 * 8 + Int($1 - 48) }
  }

  private static func text(_ field: ArraySlice<UInt8>) -> String {
    String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
  }
}
