import EventLog
import Glibc
import LinuxSystem
import SystemPorts

/// Tells what can be kept of a damaged log and, when a directory is named, writes it there.
package struct RepairTool {
  /// What is said on standard output, and the process's exit code.
  package struct Outcome: Sendable {
    package let text: String
    package let exitCode: Int32
  }

  let state: String
  let target: String?

  package init(state: String, target: String?) {
    self.state = Self.withoutSlash(state)
    self.target = target.map(Self.withoutSlash)
  }

  /// Looks at the log and, with a target, repairs it into that.
  package func run() throws(DaemonFailure) -> Outcome {
    let damaged = try directory()
    let repair = try open(damaged)
    guard let plan = repair.plan else {
      guard let target else {
        return Outcome(text: "sound: there is nothing to repair", exitCode: 0)
      }
      throw DaemonFailure(
        "\(state) is sound: there is nothing to repair, and nothing was written\n"
          + "     for a copy of it:  coxswaind restore --state \(target) \(state)",
        exitCode: 64)
    }
    let words = RepairWords(plan: plan, state: state)
    guard let target else {
      return Outcome(text: (words.told + words.next).joined(separator: "\n"), exitCode: 65)
    }
    var root = try make(target)
    let report = words.told.map { $0 + "\n" }.joined()
    let command = "coxswaind repair --state \(state) --to \(target)\n"
    do throws(RestoreFailure) {
      let owner = try Self.io { () throws(IOFault) in try StateOwner.of(root, like: damaged) }
      root.owner = owner
      _ = try repair.write(
        plan, into: root, holder: "coxswaind repair", report: Array((command + report).utf8)
      ) { (made) throws(IOFault) in
        if let owner { try made.giveWhole(to: owner) }
      }
      // Last: until here nobody else could put anything into what root had made.
      if let owner { try Self.io { () throws(IOFault) in try root.give(to: owner) } }
    } catch {
      throw failure(error, target)
    }
    return Outcome(
      text: (words.told + words.done(target)).joined(separator: "\n"), exitCode: 0)
  }

  private func directory() throws(DaemonFailure) -> LinuxDirectory {
    do throws(IOFault) {
      return try LinuxDirectory.open(state)
    } catch {
      throw .reading(state, error)
    }
  }

  private func open(_ root: LinuxDirectory) throws(DaemonFailure) -> Repair<LinuxDirectory> {
    do throws(LogFailure) {
      return try Repair.open(root)
    } catch {
      guard case .io(let fault) = error else {
        throw DaemonFailure("\(error)", exitCode: error.exitCode)
      }
      throw .reading(state, fault)
    }
  }

  /// Opens the target; one inside the damaged directory would change that.
  private func make(_ target: String) throws(DaemonFailure) -> LinuxDirectory {
    let above = target.lastIndex(of: "/").map { String(target[..<$0]) } ?? "."
    let places = [target, above.isEmpty ? "/" : above].compactMap(Self.resolved)
    if let old = Self.resolved(state), places.contains(where: { ($0 + "/").hasPrefix(old + "/") }) {
      throw DaemonFailure(
        "\(target) is, or is inside of, \(state), which stays as it is: "
          + "name a directory elsewhere",
        exitCode: 73)
    }
    do throws(IOFault) {
      return try LinuxDirectory.open(target, create: true)
    } catch {
      throw .making(target, error)
    }
  }

  private func failure(_ failure: RestoreFailure, _ target: String) -> DaemonFailure {
    switch failure {
    case .notEmpty(let name):
      DaemonFailure(
        "\(target) is not empty (\(name) is in it), and a repair replaces nothing: "
          + "name a directory that is empty, or not there yet",
        exitCode: 73)
    case .unsound(let problems):
      DaemonFailure(
        "what was written to \(target) does not read back, so it was not given the name of a log:\n"
          + problems.joined(separator: "\n"),
        exitCode: 74)
    case .log(let failure):
      switch failure {
      case .io(let fault):
        DaemonFailure.unreachable(fault, target)
          ?? DaemonFailure("the repair broke off: \(fault); \(state) is as it was", exitCode: 74)
      case .diskFull:
        DaemonFailure("\(failure), and run the same command again", exitCode: failure.exitCode)
      default: DaemonFailure("\(failure)", exitCode: failure.exitCode)
      }
    }
  }

  private static func io<Value>(
    _ call: () throws(IOFault) -> Value
  ) throws(RestoreFailure) -> Value {
    do throws(IOFault) { return try call() } catch { throw .log(.io(error)) }
  }

  private static func withoutSlash(_ path: String) -> String {
    path.count > 1 && path.hasSuffix("/") ? withoutSlash(String(path.dropLast())) : path
  }

  private static func resolved(_ path: String) -> String? {
    guard let text = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(text) }
    return unsafe String(cString: text)
  }
}
