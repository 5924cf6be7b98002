/// A record of the log, cut apart by its fixed field order without the daemon's code.
struct LogRecord {
  let seq: Int
  /// The producer's bytes; nil for a control record.
  let event: String?

  private static let opening = Array(#"{"seq":"#.utf8)
  private static let event = Array(#","event":"#.utf8)
  private static let control = Array(#","control":"#.utf8)
  /// `,"crc":"9ab01c2e"}`: the last 18 bytes of every record.
  private static let trailer = 18

  init?(line: ArraySlice<UInt8>) {
    guard line.starts(with: Self.opening), line.count > Self.opening.count + Self.trailer else {
      return nil
    }
    let digits = line.dropFirst(Self.opening.count).prefix { (48...57).contains($0) }
    guard let seq = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
    self.seq = seq
    let body = line.dropLast(Self.trailer)
    if let start = Self.end(of: Self.event, in: body) {
      event = String(decoding: body[start...], as: UTF8.self)
    } else {
      guard Self.end(of: Self.control, in: body) != nil else { return nil }
      event = nil
    }
  }

  private static func end(of text: [UInt8], in line: ArraySlice<UInt8>) -> Int? {
    var at = line.startIndex
    while at + text.count <= line.endIndex {
      if line[at] == text[0], line[at..<(at + text.count)] == text[...] { return at + text.count }
      at += 1
    }
    return nil
  }
}
