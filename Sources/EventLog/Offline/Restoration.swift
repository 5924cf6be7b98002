package import SystemPorts

/// Why a copy of a log cannot become one.
package enum RestoreFailure: Error, Sendable {
  /// Something is in the state directory already; its name.
  case notEmpty(String)
  /// The copy is no sound log: each thing that is wrong, in words.
  case unsound([String])
  /// The state directory cannot be written, or is in use.
  case log(LogFailure)
}

/// Makes a log out of the files of a copy.
///
/// The files come in any order and under a name of their own. Only when the log that they make has been
/// read back from there, every record held against its checksum and place, every segment against its
/// seal and all of it against HEAD, does it get the name under which a daemon finds it, in one step.
package struct Restoration<D: Directory>: ~Copyable {
  private let root: D
  private let log: D
  private let lock: D.Lock
  private var current: (file: D.File, name: String, size: Int)?
  private var head: [UInt8] = []
  private var isHead = false
  private var names: Set<String> = []
  /// Whether what an interrupted restore had left was cleared away.
  package let hadRemains: Bool

  /// Takes an empty state directory, and the lock on it, so that no daemon begins a log there meanwhile.
  package static func open(_ root: D, holder: String) throws(RestoreFailure) -> Restoration<D> {
    let taken = try io { () throws(IOFault) in try root.lock(StateName.lock, holder: holder) }
    guard let lock = taken else {
      throw .log(.locked(by: root.lockHolder(StateName.lock), state: root.path))
    }
    // What an earlier restore left, and a file system's own folder, do not make it less empty.
    let allowed = [
      StateName.lock, StateName.restoring, StateName.head + StateName.temporary, "lost+found",
      StateName.restored, StateName.restored + StateName.temporary,
    ]
    let found = try io { () throws(IOFault) in try root.list() }
    if let other = found.first(where: { !allowed.contains($0) }) { throw .notEmpty(other) }
    let log = try io { () throws(IOFault) in
      let log = try root.directory(StateName.restoring, create: true)
      // Whose the state directory is can put one there, and change what is being checked in it.
      try log.claim()
      return log
    }
    let remains = try io { () throws(IOFault) in try log.list() }
    for name in remains { try io { () throws(IOFault) in try log.remove(name) } }
    return Restoration(root: root, log: log, lock: lock, hadRemains: !remains.isEmpty)
  }

  private init(root: D, log: D, lock: D.Lock, hadRemains: Bool) {
    self.root = root
    self.log = log
    self.lock = lock
    self.hadRemains = hadRemains
  }

  /// Begins a file of the copy; false for one that is no part of a log, whose content is then ignored.
  package mutating func begin(_ path: String) throws(RestoreFailure) -> Bool {
    try endFile()
    let parts = path.split(separator: "/")
    guard let last = parts.last.map(String.init) else { return false }
    isHead = last == StateName.head
    guard isHead || parts.dropLast().last == "log" && Self.isPart(last) else { return false }
    guard names.insert(last).inserted else {
      throw .unsound(["it holds \(last) twice: give it one log only"])
    }
    guard !isHead else { return true }
    let file = try Self.io { [log] () throws(IOFault) in try log.open(last, .replace) }
    current = (file, last, 0)
    return true
  }

  /// Takes more of the file that was begun.
  package mutating func write(_ bytes: [UInt8]) throws(RestoreFailure) {
    if isHead {
      guard head.count + bytes.count <= 4096 else { throw .unsound(["its HEAD is none"]) }
      head += bytes
    } else if let open = current {
      try Self.io { () throws(IOFault) in try writeAll(bytes.span, to: open.file, at: open.size) }
      current?.size = open.size + bytes.count
    }
  }

  /// Checks the whole and gives it its name, unless `judge` throws.
  ///
  /// The log's directory goes to `hand` when nothing more is done in it.
  package consuming func finish(
    _ judge: (VerifyReport) throws(RestoreFailure) -> Void,
    handing hand: (D) throws(IOFault) -> Void = { (_) throws(IOFault) in }
  ) throws(RestoreFailure) -> VerifyReport {
    try endFile()
    let report: VerifyReport
    do throws(LogFailure) {
      report = try verify(StateFiles(root: root, log: log), Head.newest(head.span))
    } catch {
      throw .log(error)
    }
    guard report.isSound else { throw .unsound(report.problems) }
    guard report.records > 0 else { throw .unsound(["there is no log in it"]) }
    // Where the log ended is what tells a whole copy from one that was cut at a record's end.
    guard Head.newest(head.span) != nil else {
      throw .unsound(["its HEAD is missing or cannot be read: nothing says where the log ended"])
    }
    try judge(report)
    let (root, log, head) = (root, log, head)
    try Self.io { () throws(IOFault) in
      for seal in report.seals { try log.open(StateName.segment(seal.first), .read).protect() }
      try hand(log)
      try log.synchronize()
      try RestoredMark.leave(in: root, lastSeq: report.lastSeq)
      try root.rename(StateName.restoring, to: StateName.log)
      try writeDurably(root, StateName.head) { (file) throws(IOFault) in
        try writeAll(head.span, to: file, at: 0)
      }
    }
    return report
  }

  private mutating func endFile() throws(RestoreFailure) {
    guard let open = current else { return }
    current = nil
    try Self.io { () throws(IOFault) in try open.file.synchronize() }
  }

  private static func isPart(_ name: String) -> Bool {
    switch StateName.kind(name) {
    case .segment, .seal: true
    case .sidecar, .temporary, .misnamed, .other: false
    }
  }

  private static func io<Value: ~Copyable>(
    _ call: () throws(IOFault) -> Value
  ) throws(RestoreFailure) -> Value {
    do throws(IOFault) { return try call() } catch { throw .log(LogFailure.of(error)) }
  }
}
