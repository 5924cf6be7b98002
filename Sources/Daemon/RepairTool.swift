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
    let repair = try open()
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
    let root = try make(target)
    let report = words.told.map { $0 + "\n" }.joined()
    do throws(RestoreFailure) {
      _ = try repair.write(
        plan, into: root, holder: "coxswaind repair",
        report: Array("coxswaind repair --state \(state) --to \(target)\n\(report)".utf8))
      do throws(IOFault) {
        try StateOwner.give(target, like: state)
      } catch {
        throw .log(.io(error))
      }
    } catch {
      throw failure(error, target)
    }
    return Outcome(
      text: (words.told + words.done(target)).joined(separator: "\n"), exitCode: 0)
  }

  private func open() throws(DaemonFailure) -> Repair<LinuxDirectory> {
    let root: LinuxDirectory
    do throws(IOFault) {
      root = try LinuxDirectory.open(state)
    } catch {
      throw DaemonFailure("cannot open \(state): \(error)", exitCode: 66)
    }
    do throws(LogFailure) {
      return try Repair.open(root)
    } catch {
      guard case .io(let fault) = error else {
        throw DaemonFailure("\(error)", exitCode: error.exitCode)
      }
      if fault.isMissing {
        throw DaemonFailure("there is no log in \(state): \(fault)", exitCode: 66)
      }
      throw DaemonFailure(
        "the log cannot be read: \(fault)\n"
          + "     where the disk itself fails, copy first what it still gives, then repair the copy",
        exitCode: 74)
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
      throw DaemonFailure("cannot make \(target): \(error)", exitCode: 73)
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
        DaemonFailure("the repair broke off: \(fault); \(state) is as it was", exitCode: 74)
      case .diskFull:
        DaemonFailure("\(failure), and run the same command again", exitCode: failure.exitCode)
      default: DaemonFailure("\(failure)", exitCode: failure.exitCode)
      }
    }
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
