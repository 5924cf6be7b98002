import SystemPorts

/// The file that a restore or a repair leaves in the state directory, because some records may still be
/// given back: weeks that ended meanwhile are not to be judged before.
///
/// Only that it is there counts. What is in it is for people, so no damage to it can do any.
enum RestoredMark {
  /// Leaves the mark durably, before the log gets the name under which a daemon finds it.
  static func leave<D: Directory>(in root: D, lastSeq: UInt64) throws(IOFault) {
    let text =
      "This log was restored or repaired up to seq \(lastSeq). Weeks that ended since its last record "
      + "are judged after `cox clock accept`, which removes this file.\n"
    try writeDurably(root, StateName.restored) { (file) throws(IOFault) in
      try writeAll(Array(text.utf8).span, to: file, at: 0)
    }
  }

  /// Whether it is there; where that cannot be told it counts as there, and weeks wait.
  static func isThere<D: Directory>(in root: D) -> Bool {
    (try? root.list())?.contains(StateName.restored) ?? true
  }

  /// Takes it away durably; no fault where it is gone already.
  static func remove<D: Directory>(from root: D) throws(IOFault) {
    guard isThere(in: root) else { return }
    try root.remove(StateName.restored)
    try root.synchronize()
  }
}

extension LogWriter {
  /// Whether this log came out of a restore or a repair that nobody has said to be complete.
  package var isMarkedRestored: Bool { RestoredMark.isThere(in: files.root) }

  /// Forgets durably that it did.
  package func forgetRestored() throws(LogFailure) {
    try attempt { () throws(IOFault) in try RestoredMark.remove(from: files.root) }
  }
}
