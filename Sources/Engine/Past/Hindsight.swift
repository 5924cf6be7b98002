package import Domain
package import EventLog

/// The reader's own state: the log replayed up to a moment that somebody asks about.
///
/// It goes on from where the last question left it, as long as the next one is not about an earlier
/// moment. What it brings together is as large as the state that serves, so it is let go when nobody
/// has asked for a while.
package struct Hindsight {
  /// Bytes of a read, and reads of a step: others who wait for the reader wait for one step at most.
  private static let pieceBytes = 512 << 10
  private static let piecesAStep = 4

  /// Gives records from one seq through another, at most so many bytes of them but one at least.
  package typealias Reading = (UInt64, UInt64, Int) throws(LogFailure) -> LogPiece

  private let zones: @Sendable (String) -> ZoneTable?
  private let hashKey: (UInt64, UInt64)
  private var replayer: Replayer?
  /// The last record that was applied, and when the one behind it was recorded, where that is known.
  private var last: UInt64 = 0
  private var nextAt: Instant?

  /// Knows nothing yet; the two parameters are those of a replay.
  package init(zones: @escaping @Sendable (String) -> ZoneTable?, hashKey: (UInt64, UInt64)) {
    self.zones = zones
    self.hashKey = hashKey
  }

  /// Lets go of what it knows.
  package mutating func forget() {
    replayer = nil
    last = 0
    nextAt = nil
  }

  /// Replays a part of what a question asks for, and gives the lines that answer it once all of it is
  /// known; nil until then.
  package mutating func step(
    _ question: PastQuestion, _ read: Reading
  ) -> Result<[UInt8]?, ReadProblem> {
    if isBeyond(question) { forget() }
    do throws(LogFailure) {
      for _ in 0..<Self.piecesAStep where !isThere(question) {
        try apply(try read(last + 1, question.through, Self.pieceBytes), question)
      }
    } catch {
      forget()
      return .failure(ReadProblem(message: "\(error)"))
    }
    guard isThere(question) else { return .success(nil) }
    return .success(answer(question, read))
  }

  /// Whether it knows what nobody knew at the moment that is asked about.
  private func isBeyond(_ question: PastQuestion) -> Bool {
    if last > question.through { return true }
    guard let moment = question.moment, let newest = replayer?.state.lastRecorded else {
      return false
    }
    return newest > moment
  }

  private func isThere(_ question: PastQuestion) -> Bool {
    if last >= question.through { return true }
    guard let moment = question.moment, let nextAt else { return false }
    return nextAt > moment
  }

  private mutating func apply(
    _ piece: LogPiece, _ question: PastQuestion
  ) throws(LogFailure) {
    if replayer == nil { replayer = Replayer(zones: zones, hashKey: hashKey, knowsResends: false) }
    for record in piece.records {
      nextAt = Instant(microseconds: record.at)
      guard !isThere(question) else { return }
      do throws(Replayer.Problem) {
        try replayer?.apply(record, in: piece.bytes.span)
      } catch {
        guard case .unreadable(let seq, let reason) = error else { return }
        throw .unreadable(seq: seq, reason: reason)
      }
      last = record.seq
      nextAt = nil
    }
  }

  /// Asks an engine that knows nothing newer, in the words of the question.
  private func answer(_ question: PastQuestion, _ read: Reading) -> [UInt8] {
    let state = (replayer ?? Replayer(zones: zones, hashKey: hashKey, knowsResends: false)).state
    let past = Engine(past: state, through: last, question)
    return past.answer(question) { seqs in
      do throws(LogFailure) {
        var bytes: [UInt8] = []
        for seq in seqs { bytes += try read(seq, seq, 0).bytes }
        return .success(bytes)
      } catch {
        return .failure(ReadProblem(message: "\(error)"))
      }
    }
  }
}
