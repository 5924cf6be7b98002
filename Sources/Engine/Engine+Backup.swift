import EventLog
import JSONText
import WireProtocol

// A backup goes as fast as its connection takes it: the reader brings a piece of committed records,
// the piece is told, and the next one is asked for once there is room. The loop never waits for it,
// and nothing is kept for it but its place.

extension Engine {
  /// Bytes that one read brings, so that other readers get their turn.
  private static let pieceBytes = 64 * 1024
  /// Bytes of a line beside the records in it: the envelope with the longest stream id.
  private static let frameBytes = 128 + Limits.id

  /// Asks for the list of files; what it says is told before the first of them.
  func beginBackup(_ session: Session, _ backup: BackupStream) {
    session.backup = backup
    bring(session, backup, .files(through: backup.seq)) { engine, bytes in
      let files = bytes.split(separator: UInt8(ascii: "\n")).compactMap { BackupStream.File($0) }
      backup.files = files
      engine.say(session, after: backup.seq) { writer in
        Envelope.notification("store.begin", into: &writer) { params in
          params.key("stream")
          params.raw(backup.stream)
          params.key("seq")
          params.integer(backup.seq)
          params.key("files")
          params.integer(files.count)
          params.key("bytes")
          params.integer(backup.bytes)
        }
      }
    }
  }

  /// Moves a session's backup on, as far as it takes what it is told.
  func feedBackup(_ session: Session) {
    guard let backup = session.backup, let files = backup.files else { return }
    while !backup.isReading, hasRoomToTell(session) {
      if let rest = backup.rest {
        let range = ReadRequest.range(
          from: rest.lowerBound, through: rest.upperBound, maximumBytes: Self.pieceBytes)
        bring(session, backup, range) { engine, bytes throws(WireError) in
          try engine.tell(session, backup, bytes)
        }
      } else if backup.place < files.count {
        begin(files[backup.place], session, backup)
        backup.place += 1
      } else {
        return end(session, backup, "complete")
      }
    }
  }

  /// Ends a backup with the result that says how.
  func end(_ session: Session, _ backup: BackupStream, _ how: String) {
    session.backup = nil
    say(session, after: backup.seq) { writer in
      Envelope.result(id: backup.stream, into: &writer) { result in
        result.key("end")
        result.string(how)
        result.key("seq")
        result.integer(backup.seq)
      }
    }
  }

  /// Reads for a backup, unless it has ended meanwhile; a read that fails ends it.
  private func bring(
    _ session: Session, _ backup: BackupStream, _ what: ReadRequest,
    _ body: @escaping (Engine, [UInt8]) throws(WireError) -> Void
  ) {
    backup.isReading = true
    startRead(
      session, what, from: backup.seq, holdsSession: false, for: nil,
      orElse: { engine, error in
        guard session.backup === backup else { return }
        session.backup = nil
        engine.say(session) { error.writeReply(id: backup.stream, into: &$0) }
      }
    ) { engine, session, bytes throws(WireError) in
      guard session.backup === backup else { return }
      backup.isReading = false
      try body(engine, bytes)
    }
  }

  private func begin(_ file: BackupStream.File, _ session: Session, _ backup: BackupStream) {
    say(session, after: backup.seq) { writer in
      Envelope.notification("store.file", into: &writer) { params in
        params.key("stream")
        params.raw(backup.stream)
        params.member("path", file.path)
        params.key("bytes")
        params.integer(file.bytes)
        params.member("text", file.text)
      }
    }
    if let seal = file.seal { tellLines(session, backup, [seal[...]]) }
    backup.rest = file.seqs
  }

  /// Tells a piece of a segment, in as many lines as its peer's longest one asks for.
  private func tell(
    _ session: Session, _ backup: BackupStream, _ piece: [UInt8]
  ) throws(WireError) {
    let room = session.maximumLine - Self.frameBytes
    var lines: [ArraySlice<UInt8>] = []
    var size = 0
    var last = backup.seq
    forEachRecord(piece) { view in
      if size + view.line.count + 1 > room, !lines.isEmpty {
        tellLines(session, backup, lines)
        (lines, size) = ([], 0)
      }
      lines.append(piece[view.line])
      size += view.line.count + 1
      last = view.seq
    }
    guard !lines.isEmpty else {
      throw WireError(.internalError, "the log gave no records up to seq \(backup.seq)")
    }
    tellLines(session, backup, lines)
    guard let rest = backup.rest else { return }
    backup.rest = last < rest.upperBound ? last + 1...rest.upperBound : nil
  }

  private func tellLines(
    _ session: Session, _ backup: BackupStream, _ lines: [ArraySlice<UInt8>]
  ) {
    say(session, after: backup.seq) { writer in
      Envelope.notification("store.lines", into: &writer) { params in
        params.key("stream")
        params.raw(backup.stream)
        params.key("lines")
        params.beginArray()
        for line in lines { params.raw(line) }
        params.endArray()
      }
    }
  }
}
