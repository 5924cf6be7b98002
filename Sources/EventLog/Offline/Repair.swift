package import SystemPorts

/// A damaged log, held so that no daemon works on it, and a plan for what can be kept of it.
///
/// Not a byte of it is ever changed: what is kept is written elsewhere.
package struct Repair<D: Directory>: ~Copyable {
  /// What would be kept; nil when nothing is wrong with the log.
  package let plan: RepairPlan?
  private let source: StateFiles<D>
  private let lock: D.Lock?

  /// Takes the lock of the state directory `root` and reads all of its log.
  package static func open(_ root: D) throws(LogFailure) -> Repair<D> {
    let lock = try hold(root)
    let source = try StateFiles(reading: root)
    let report = try verify(root)
    guard !report.isSound else { return Repair(plan: nil, source: source, lock: lock) }
    var plan = try RepairSurvey(source).plan
    plan.problems = report.problems
    return Repair(plan: plan, source: source, lock: lock)
  }

  private init(plan: RepairPlan?, source: StateFiles<D>, lock: consuming D.Lock?) {
    self.plan = plan
    self.source = source
    self.lock = lock
  }

  /// A directory without a lock file was never a daemon's, such as a backup.
  private static func hold(_ root: D) throws(LogFailure) -> D.Lock? {
    do throws(IOFault) {
      if let lock = try root.lock(StateName.lock, holder: nil) { return lock }
    } catch {
      if error.isMissing { return nil }
      throw LogFailure.of(error)
    }
    throw .locked(by: root.lockHolder(StateName.lock), state: root.path)
  }

  /// Writes what is kept into the empty state directory `root`, and what is left out beside it.
  ///
  /// `report` says in words what was done. Only when the new log has been read back as a whole does it get
  /// the name under which a daemon finds it, as the last step of all. The directories made go to
  /// `hand` when nothing more is done in them.
  package func write(
    _ plan: RepairPlan, into root: D, holder: String, report: [UInt8],
    handing hand: (D) throws(IOFault) -> Void = { (_) throws(IOFault) in }
  ) throws(RestoreFailure) -> VerifyReport {
    var target = try RepairTarget.open(root, holder: holder)
    do throws(LogFailure) {
      try target.write(plan, from: source)
      try target.leave(plan, from: source, report: report)
    } catch {
      throw .log(error)
    }
    return try target.finish(plan, handing: hand)
  }
}
