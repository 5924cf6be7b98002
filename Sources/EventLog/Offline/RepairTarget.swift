import SystemPorts

// What a repair makes, in this order; a directory that has log.repairing in it is not finished.
//
// NEW/lock
// NEW/log.repairing/                 the segments and seals that are kept
// NEW/quarantine/REPORT              what was wrong and what was done, in words
// NEW/quarantine/….ndjson.from-1840  the end of a segment that was cut, byte by byte
// NEW/quarantine/….ndjson, ….seal    files that were left out as a whole, byte by byte
// NEW/quarantine/records.ndjson      those records in them that are whole, line by line
// NEW/HEAD
// NEW/restored                       where seqs were lost: they may be given back before weeks are judged
// NEW/log/                           log.repairing, checked as a whole

/// The empty state directory that a repaired log is written to.
struct RepairTarget<D: Directory>: ~Copyable {
  private let root: D
  private let log: D
  private let lock: D.Lock
  private var quarantine: D?

  /// Takes the directory and the lock on it; what an interrupted repair left in it is cleared away.
  static func open(_ root: D, holder: String) throws(RestoreFailure) -> RepairTarget<D> {
    let taken = try io { () throws(IOFault) in try root.lock(StateName.lock, holder: holder) }
    guard let lock = taken else {
      throw .log(.locked(by: root.lockHolder(StateName.lock), state: root.path))
    }
    let found = try io { () throws(IOFault) in try root.list() }
    var allowed = [StateName.lock, "lost+found"]
    let isUnfinished = found.contains(StateName.repairing) && !found.contains(StateName.log)
    if isUnfinished {
      allowed += [
        StateName.repairing, StateName.quarantine, StateName.head,
        StateName.head + StateName.temporary, StateName.restored,
        StateName.restored + StateName.temporary,
      ]
    }
    if let other = found.first(where: { !allowed.contains($0) }) { throw .notEmpty(other) }
    let log = try io { () throws(IOFault) in
      let log = try root.directory(StateName.repairing, create: true)
      try root.synchronize()
      try empty(log)
      if found.contains(StateName.quarantine) {
        try empty(try root.directory(StateName.quarantine, create: false))
      }
      let files = [StateName.head, StateName.restored]
      for name in found where files.contains(where: { name.hasPrefix($0) }) {
        try root.remove(name)
      }
      return log
    }
    return RepairTarget(root: root, log: log, lock: lock)
  }

  private init(root: D, log: D, lock: consuming D.Lock) {
    self.root = root
    self.log = log
    self.lock = lock
  }

  /// Writes the segments and seals that are kept.
  func write(_ plan: RepairPlan, from source: StateFiles<D>) throws(LogFailure) {
    for segment in plan.kept {
      let name = StateName.segment(segment.first)
      try attempt { [log] () throws(IOFault) in
        let old = try source.log.open(name, .read)
        let new = try log.open(name, .replace)
        try copyBytes(old, from: 0, length: segment.bytes, to: new)
        try new.synchronize()
        if let seal = segment.seal { try writeSeal(StateFiles(root: source.root, log: log), seal) }
      }
    }
    try attempt { [log] () throws(IOFault) in try log.synchronize() }
  }

  /// Writes what is left out, the report, and a list of the records that can still be read.
  mutating func leave(
    _ plan: RepairPlan, from source: StateFiles<D>, report: [UInt8]
  ) throws(LogFailure) {
    let folder = try attempt { [root] () throws(IOFault) in
      let folder = try root.directory(StateName.quarantine, create: true)
      try Self.empty(folder)
      return folder
    }
    quarantine = folder
    try attempt { () throws(IOFault) in
      let file = try folder.open(StateName.report, .replace)
      try writeAll(report.span, to: file, at: 0)
      try file.synchronize()
      for one in plan.left {
        let old = try source.log.open(one.name, .read)
        let new = try folder.open(one.quarantineName, .replace)
        try copyBytes(old, from: one.start, length: one.bytes, to: new)
        try new.synchronize()
      }
    }
    if plan.readable > 0 { try writeReadable(plan, from: source, into: folder) }
    try attempt { [root] () throws(IOFault) in
      try folder.synchronize()
      try root.synchronize()
    }
  }

  private func writeReadable(
    _ plan: RepairPlan, from source: StateFiles<D>, into folder: D
  ) throws(LogFailure) {
    let file = try attempt { () throws(IOFault) in
      try folder.open(StateName.readable, .replace)
    }
    var waiting: [UInt8] = []
    var size = 0
    try plan.forEachReadable(in: source) { (record, bytes, isForeign) throws(LogFailure) in
      if isForeign { return }
      waiting.append(bytes.span.extracting(record.line))
      waiting.append(RecordFormat.lineFeed)
      if waiting.count < 1 << 18 { return }
      try attempt { () throws(IOFault) in try writeAll(waiting.span, to: file, at: size) }
      size += waiting.count
      waiting.removeAll(keepingCapacity: true)
    }
    try attempt { () throws(IOFault) in
      try writeAll(waiting.span, to: file, at: size)
      try file.synchronize()
    }
  }

  /// Reads the new log back and gives it its name.
  consuming func finish(
    _ plan: RepairPlan, handing hand: (D) throws(IOFault) -> Void
  ) throws(RestoreFailure) -> VerifyReport {
    let report: VerifyReport
    do throws(LogFailure) {
      report = try verify(StateFiles(root: root, log: log), plan.head)
    } catch {
      throw .log(error)
    }
    guard report.isSound, report.lastSeq == plan.lastSeq else {
      throw .unsound(
        report.isSound ? ["it ends at seq \(report.lastSeq)"] : report.problems)
    }
    try Self.io { [root, log, quarantine] () throws(IOFault) in
      try hand(log)
      if let quarantine { try hand(quarantine) }
      if let slot = plan.head?.slot {
        let both = slot + slot
        try writeDurably(root, StateName.head) { (file) throws(IOFault) in
          try writeAll(both.span, to: file, at: 0)
        }
      }
      if plan.lost != nil { try RestoredMark.leave(in: root, lastSeq: plan.lastSeq) }
      try root.rename(StateName.repairing, to: StateName.log)
      try root.synchronize()
    }
    return report
  }

  /// Takes a directory that may be another user's, and removes what is in it.
  private static func empty(_ folder: D) throws(IOFault) {
    try folder.claim()
    for name in try folder.list() { try folder.remove(name) }
  }

  private static func io<Value: ~Copyable>(
    _ call: () throws(IOFault) -> Value
  ) throws(RestoreFailure) -> Value {
    do throws(IOFault) { return try call() } catch { throw .log(LogFailure.of(error)) }
  }
}
