package import SystemPorts

/// Why the log cannot go on; each says what, where, and what to do.
package enum LogFailure: Error, Sendable, Equatable {
  /// What is on disk is not what was written; nothing was changed.
  case damaged(Damage)
  /// The system failed a call; what was being committed is of unknown outcome.
  case io(IOFault)
  /// No room; nothing was changed, and the same batch may be committed again later.
  case diskFull(IOFault)
  /// Another process has the log open.
  case locked(by: String, state: String)
  /// The state directory has a log that a tool was interrupted in making, by this name, and no other.
  case unfinished(String, state: String)
  /// Written by a newer program; not a byte was written.
  case newerFormat(Int, file: String)
  /// The body of a replay cannot take a record that is whole by all signs.
  case unreadable(seq: UInt64, reason: String)
  /// Whoever opens it has reasons of their own not to go on; not a byte was written.
  case refused(String, exitCode: Int32)

  /// The process's exit code (sysexits).
  package var exitCode: Int32 {
    switch self {
    case .damaged, .unfinished, .newerFormat, .unreadable: 65
    case .io, .diskFull: 74
    case .locked: 75
    case .refused(_, let exitCode): exitCode
    }
  }

  /// An I/O fault as what it means to the log.
  static func of(_ fault: IOFault) -> LogFailure {
    fault.isFull ? .diskFull(fault) : .io(fault)
  }
}

extension LogFailure: CustomStringConvertible {
  package var description: String {
    switch self {
    case .damaged(let damage):
      damage.description
    case .io(let fault):
      "the log cannot go on: \(fault); check the disk, then start again: the log recovers by itself"
    case .diskFull(let fault):
      "no room for the log: \(fault); make room on that file system"
    case .locked(let holder, let state):
      "\(state) is in use by \(holder); stop that one first"
    case .unfinished(let name, let state):
      "\(state) holds no log, only the \(name) of a command that was refused or interrupted; "
        + "run that command again, or remove the directory"
    case .newerFormat(let number, let file):
      "\(file) has log format \(number), this program reads up to \(RecordFormat.number); "
        + "use a newer coxswaind"
    case .unreadable(let seq, let reason):
      "the record of seq \(seq) is whole and cannot be replayed: \(reason). "
        + "Nothing was written; use the version of coxswaind that wrote it, or a newer one"
    case .refused(let reason, _):
      reason
    }
  }
}

/// A place where the log is not what was written.
package struct Damage: Error, Sendable, Equatable, CustomStringConvertible {
  /// Path of the file.
  package let file: String
  /// Byte in the file where it begins.
  package let offset: Int
  /// Records that cannot be trusted; nil when none is concerned.
  package let seqs: ClosedRange<UInt64>?
  package let reason: String
  /// The state directory.
  package let state: String

  package init(
    file: String, offset: Int, seqs: ClosedRange<UInt64>?, reason: String, state: String
  ) {
    self.file = file
    self.offset = offset
    self.seqs = seqs
    self.reason = reason
    self.state = state
  }

  package var description: String { "\(place). Nothing was written. \(remedy)" }

  /// Where it is and what is wrong there.
  package var place: String {
    let which =
      seqs.map {
        $0.count == 1 ? ", seq \($0.lowerBound)" : ", seq \($0.lowerBound)-\($0.upperBound)"
      }
      ?? ""
    return "\(file) is damaged at byte \(offset)\(which): \(reason)"
  }

  /// What to do about it.
  package var remedy: String {
    "All that is wrong: coxswaind verify --state \(state); "
      + "what can be kept: coxswaind repair --state \(state)"
  }
}

/// Runs a call of a port and turns its fault into the log's own failure.
@inline(__always)
func attempt<Value: ~Copyable>(
  _ call: () throws(IOFault) -> Value
) throws(LogFailure) -> Value {
  do throws(IOFault) { return try call() } catch { throw LogFailure.of(error) }
}
