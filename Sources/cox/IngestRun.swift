import Client
import Glibc
import JSONText
import Sentences
import WireProtocol

/// One `cox ingest`: cuts chunks at line ends, shows progress, keeps the verdicts.
final class IngestRun {
  private let input: InputFile
  private let file: String
  private let rejects: RejectFile
  private let progress: Progress
  private var numbers = LineNumbers()
  private var inputTrouble: Trouble?
  private var told = 0
  private var sent = 0
  private var acknowledged = 0

  /// Refused lines told one by one; the rest is in the file of the refused.
  private static let toldAtMost = 10
  private static let chunk = 131_072

  init(input: InputFile, file: String, rejects: RejectFile) {
    self.input = input
    self.file = file
    self.rejects = rejects
    progress = Progress(name: input.name, total: input.size)
  }

  /// Streams all of the input and waits until every line has its verdict.
  func pump(into stream: IngestStream) throws(ClientFault) -> IngestTally {
    stream.onReject = { self.take($0) }
    var buffer: [UInt8] = []
    var bytes: Int64 = 0
    while fill(&buffer) {
      if let start = Self.overlong(buffer) {
        // What is before it gets its verdict; nothing makes the daemon take the line itself.
        try send(buffer, 0..<start, stream)
        inputTrouble = IngestSentences.tooLong(
          name: input.name, line: numbers.fileLine(ofStreamLine: stream.sentLines + 1),
          limit: Limits.line, file: file == "-" ? nil : file)
        buffer = []
        break
      }
      // Only whole lines leave; a long line makes the buffer grow until its end is there.
      guard let end = buffer.lastIndex(of: 0x0a) else { continue }
      try send(buffer, 0..<(end + 1), stream)
      bytes += Int64(end + 1)
      buffer.removeFirst(end + 1)
      progress.show(lines: stream.sentLines, bytes: bytes)
    }
    if !buffer.isEmpty {
      // The last line of a file needs no line end; on the wire it does.
      buffer.append(0x0a)
      try send(buffer, 0..<buffer.count, stream)
    }
    let tally = try stream.finish()
    sent = stream.sentLines
    acknowledged = Int(tally.n)
    progress.clear()
    return tally
  }

  /// Says how it went.
  func finish(_ tally: IngestTally, _ options: GlobalOptions) throws(Trouble) {
    if let inputTrouble { throw inputTrouble }
    let untold = Int(tally.rejected) - told
    if untold > 0 {
      Output.note([IngestSentences.moreRefused(untold)])
    }
    let result: JSONValue = [
      "lines": .integer(Int64(tally.n)), "new": .integer(Int64(tally.new)),
      "dup": .integer(Int64(tally.dup)), "rejected": .integer(Int64(tally.rejected)),
      "seq": .integer(Int64(tally.seq)),
    ]
    Output(options, now: LocalClock.now).show(
      result,
      screen: { _ in
        IngestSentences.summary(
          lines: Int64(tally.n), new: Int64(tally.new), duplicates: Int64(tally.dup),
          rejected: Int64(tally.rejected), rejects: self.rejects.pathIfUsed)
      },
      records: { IngestSentences.records(result) })
    do throws(FileFault) {
      try rejects.close()
    } catch {
      throw Trouble(error, elsewhere: "--rejects PATH")
    }
  }

  /// What to say when the stream broke: how much is durable.
  func trouble(_ fault: ClientFault, path: String) -> Trouble {
    progress.clear()
    if let inputTrouble { return inputTrouble }
    let trouble = Trouble(fault, path: path)
    guard sent > 0 else { return trouble }
    guard case .refused(let refusal) = fault, Self.lineKinds.contains(refusal.kind) else {
      return IngestSentences.broken(
        trouble, acknowledged: acknowledged, sent: sent, file: file == "-" ? nil : file)
    }
    return IngestSentences.unfit(
      trouble, name: input.name, first: numbers.fileLine(ofStreamLine: acknowledged + 1),
      last: numbers.fileLine(ofStreamLine: sent), file: file == "-" ? nil : file,
      rejects: rejects.pathIfUsed)
  }

  /// Errors that are a line's own: it stays refused however often it is sent.
  private static let lineKinds: Set = ["parse", "bad_request", "bad_params", "line_too_long"]

  /// Where the first line begins that is longer than a line may be.
  private static func overlong(_ buffer: [UInt8]) -> Int? {
    guard buffer.count > Limits.line else { return nil }
    var start = 0
    while let end = buffer[start...].firstIndex(of: 0x0a), end - start <= Limits.line {
      start = end + 1
    }
    let end = buffer[start...].firstIndex(of: 0x0a) ?? buffer.count
    return end - start > Limits.line ? start : nil
  }

  private func fill(_ buffer: inout [UInt8]) -> Bool {
    do throws(Trouble) {
      return try input.read(into: &buffer, count: Self.chunk)
    } catch {
      inputTrouble = error
      return false
    }
  }

  private func send(
    _ bytes: [UInt8], _ range: Range<Int>, _ stream: IngestStream
  ) throws(ClientFault) {
    let lines = numbers.count(bytes, range)
    defer {
      sent = stream.sentLines
      acknowledged = Int(stream.tally.n)
    }
    try stream.send(bytes, in: range, lines: lines)
  }

  private func take(_ reject: RefusedLine) {
    rejects.add(reject.bytes)
    guard told < Self.toldAtMost else { return }
    told += 1
    progress.clear()
    Output.note([
      IngestSentences.refused(
        name: input.name, line: numbers.fileLine(ofStreamLine: reject.n), id: reject.id,
        message: reject.refusal.message, pointer: reject.refusal.details?["pointer"]?.string)
    ])
  }
}
