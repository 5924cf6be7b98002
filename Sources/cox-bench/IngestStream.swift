import Glibc
import Harness

/// One connection of the load client: its part of the file, its window and its acknowledgements.
///
/// It reads nothing of an acknowledgement but the last `n`, so that the cores are the daemon's.
struct IngestStream {
  let socket: LineSocket
  let lines: Int
  private(set) var acknowledged = 0
  private var unsent: Range<Int>
  /// Bytes up to here may be sent: `window` lines beyond the acknowledged ones.
  private var allowed: Int
  private var allowedLines = 0
  private let window: Int?
  private var rest: [UInt8] = []

  static let writeBytes = 256 << 10

  /// Opens a raw ingest and waits until the daemon is ready for it.
  init(
    socket path: String, part: (range: Range<Int>, lines: Int), window: Int?
  ) throws(HarnessFailure) {
    socket = try LineSocket(path)
    try socket.send(#"{"jsonrpc":"2.0","id":1,"method":"ingest","params":{"raw":true}}"#)
    let ready = try socket.readLine() ?? "nothing"
    guard ready.contains("ingest.ready") else {
      throw HarnessFailure("the daemon refused an ingest: \(ready)")
    }
    unsent = part.range
    lines = part.lines
    allowed = part.range.lowerBound
    self.window = window
    if window == nil { allowed = part.range.upperBound }
  }

  var isDone: Bool { acknowledged >= lines }
  var wantsToSend: Bool { unsent.lowerBound < allowed }

  /// Lets the window follow the acknowledgements.
  mutating func openWindow(_ file: EventFile) {
    guard let window else { return }
    let wanted = min(lines, acknowledged + window)
    while allowedLines < wanted {
      allowed = file.endOfLine(allowed)
      allowedLines += 1
    }
  }

  mutating func send(_ file: EventFile) throws(HarnessFailure) {
    let end = min(allowed, unsent.lowerBound + Self.writeBytes)
    let count = file.send(unsent.lowerBound..<end, to: socket.descriptor)
    if count < 0 && (errno == EAGAIN || errno == EINTR) { return }
    guard count > 0 else { throw HarnessFailure("the daemon stopped reading: \(errorText(errno))") }
    unsent = (unsent.lowerBound + count)..<unsent.upperBound
  }

  mutating func receive(_ chunk: inout [UInt8]) throws(HarnessFailure) {
    let count = unsafe recv(
      socket.descriptor, &chunk, chunk.count, Int32(MSG_DONTWAIT))
    if count < 0 && (errno == EAGAIN || errno == EINTR) { return }
    guard count > 0 else {
      throw HarnessFailure("the daemon closed an ingest after \(acknowledged) of \(lines) events")
    }
    rest.append(contentsOf: chunk[0..<count])
    guard let end = rest.lastIndex(of: 10) else { return }
    var start = rest[..<end].lastIndex(of: 10).map { $0 + 1 } ?? 0
    // The newest acknowledgement is the last line, or shortly before it.
    var stop = end
    while true {
      if let n = AckLine.number(rest[start..<stop]) {
        acknowledged = max(acknowledged, n)
        break
      }
      guard start > 0 else { break }
      stop = start - 1
      start = rest[..<stop].lastIndex(of: 10).map { $0 + 1 } ?? 0
    }
    rest.removeSubrange(0...end)
  }

  /// Ends the ingest; fails unless every event was new.
  func finish() throws(HarnessFailure) {
    socket.finishSending()
    while let line = try socket.readLine() {
      guard line.contains("\"result\"") else { continue }
      guard line.contains("\"new\":\(lines),"), line.contains("\"rejected\":0") else {
        throw HarnessFailure("of \(lines) events not all were new: \(line)")
      }
      return
    }
    throw HarnessFailure("the daemon closed an ingest without its result")
  }
}

/// Finds the number in `{"jsonrpc":"2.0","method":"ingest.ack","params":{"stream":1,"n":3,…`.
enum AckLine {
  private static let opening = Array(#"{"jsonrpc":"2.0","method":"ingest.ack""#.utf8)
  private static let key = Array(#""n":"#.utf8)

  static func number(_ line: ArraySlice<UInt8>) -> Int? {
    guard line.starts(with: opening) else { return nil }
    var at = line.startIndex + opening.count
    while at + key.count < line.endIndex, !line[at...].starts(with: key) { at += 1 }
    at += key.count
    var value: Int?
    while at < line.endIndex, (48...57).contains(line[at]) {
      value = (value ?? 0) * 10 + Int(line[at] - 48)
      at += 1
    }
    return value
  }
}
