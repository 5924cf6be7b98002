import JSONText

/// A copy of the log on its way to one connection: a list of files and a place in it, never a queue.
final class BackupStream {
  /// One file of the copy, as the reader lists it (`LogFile`).
  struct File {
    let path: String
    let bytes: Int64
    /// The whole content, where it is text.
    let text: String?
    /// The one line of a seal, byte for byte.
    let seal: [UInt8]?
    /// The records of a segment.
    let seqs: ClosedRange<UInt64>?

    /// Reads a line of the list; nil when it is none.
    init?(_ line: ArraySlice<UInt8>) {
      let bytes = Array(line)
      guard let value = try? JSONValue.parse(String(decoding: bytes, as: UTF8.self)),
        let path = value["path"]?.string, let size = value["bytes"]?.integer
      else { return nil }
      self.path = path
      self.bytes = size
      text = value["text"]?.string
      seal = JSONRaw.member(bytes, 0..<bytes.count, "seal").map { Array(bytes[$0]) }
      if let first = value["first"]?.integer, let last = value["last"]?.integer, 0 < first,
        first <= last
      {
        seqs = UInt64(first)...UInt64(last)
      } else {
        seqs = nil
      }
    }
  }

  /// The request's id as it was written.
  let stream: [UInt8]
  /// The last record of the copy.
  let seq: UInt64
  /// Nil until the reader has listed them.
  var files: [File]?
  /// The next file to begin with.
  var place = 0
  /// What is left of the segment that was begun.
  var rest: ClosedRange<UInt64>?
  /// A read for it is under way.
  var isReading = false

  init(stream: [UInt8], seq: UInt64) {
    self.stream = stream
    self.seq = seq
  }

  /// Bytes of all files.
  var bytes: Int64 { files?.reduce(0) { $0 + $1.bytes } ?? 0 }
}
