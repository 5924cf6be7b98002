import EventLog
import LinuxSystem
import SystemPorts

/// Makes a state directory out of a backup: a folder, a tar file, or a tar stream on standard input.
package struct RestoreTool {
  /// The head that a witness kept: the seq, where it was given, and the hash.
  package struct Witness: Equatable, Sendable {
    package let seq: UInt64?
    package let hash: String

    /// Reads `SEQ:HASH`, as `cox store head` says it, or the hash alone.
    package init?(_ text: String) {
      let parts = text.split(whereSeparator: { $0 == ":" || $0 == " " }).map(String.init)
      let seq = parts.count == 2 ? parts.first.flatMap { UInt64($0) } : nil
      guard let hash = parts.last, parts.count == 1 || seq != nil, hash.utf8.count == 64,
        hash.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
      else { return nil }
      self.seq = seq
      self.hash = hash
    }

    var text: String { (seq.map { "\($0):" } ?? "") + hash }
  }

  let state: String
  let backup: String
  let witness: Witness?

  package init(state: String, backup: String, witness: Witness?) {
    self.state = state
    self.backup = backup
    self.witness = witness
  }

  /// Restores, and says up to which seq, and what a witness's head shows to be missing.
  package func run() throws(DaemonFailure) -> String {
    let source = try CopySource(backup)
    var root: LinuxDirectory
    do throws(IOFault) {
      root = try LinuxDirectory.open(state, create: true)
      root.owner = try StateOwner.of(root)
    } catch {
      throw .making(state, error)
    }
    do throws(RestoreFailure) {
      var restoration = try Restoration.open(root, holder: "coxswaind restore")
      let note = restoration.hadRemains ? "\nnote: an interrupted restore was cleared away" : ""
      try source.pour(into: &restoration)
      var found = ""
      let report = try restoration.finish { (report) throws(RestoreFailure) in
        found = try compare(report)
      } handing: { (made) throws(IOFault) in
        if let owner = root.owner { try made.giveWhole(to: owner) }
      }
      return "restored: \(report.records) records up to seq \(report.lastSeq), "
        + "store \(report.store?.text ?? "?")"
        + report.notes.map { "\nnote: \($0)" }.joined() + found + note
        + "\nnote: where a week has ended since its last record, no week is judged before"
        + " `cox clock accept`: give back first what was recorded after it, if you can"
    } catch {
      throw failure(error)
    }
  }

  /// What a witness's head says about a sound log; throws when it is of another one.
  private func compare(_ report: VerifyReport) throws(RestoreFailure) -> String {
    guard let witness else { return "" }
    if let seal = report.seals.first(where: { $0.sha256 == witness.hash }),
      witness.seq == nil || witness.seq == seal.last
    {
      return "\nhead \(witness.text) is in it: up to seq \(seal.last) nothing was changed, "
        + "\(report.lastSeq - seal.last) records came after it"
    }
    if let seq = witness.seq, seq > report.lastSeq {
      return "\nlost: seq \(report.lastSeq + 1) to \(seq) are lost, at least: head "
        + "\(witness.text) is newer than this backup"
    }
    throw .unsound([
      witness.seq == nil
        ? "head \(witness.text) is not in it: the backup is older, or is not the log that it was "
          + "taken of; give it as SEQ:HASH to be told which"
        : "it is not the log that head \(witness.text) was taken of"
    ])
  }

  private func failure(_ failure: RestoreFailure) -> DaemonFailure {
    switch failure {
    case .notEmpty(let name):
      DaemonFailure(
        "\(state) is not empty (\(name) is in it), and a restore replaces nothing: "
          + "name an empty directory, or move what is there away",
        exitCode: 73)
    case .unsound(let problems):
      DaemonFailure(
        "\(backup) is damaged or no backup, and nothing was restored from it:\n"
          + problems.joined(separator: "\n"),
        exitCode: 65)
    case .log(.io(let fault)):
      DaemonFailure.unreachable(fault, state)
        ?? DaemonFailure(
          "the restore broke off: \(fault); no daemon starts on \(state), "
            + "and the same command does it again", exitCode: 74)
    case .log(let failure): DaemonFailure("\(failure)", exitCode: failure.exitCode)
    }
  }
}
