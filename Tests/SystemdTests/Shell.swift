import Foundation
import Harness

/// The repository these tests were compiled from.
let repository = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// What a finished script said, with its two outputs one after the other.
struct Finished {
  let status: ExitStatus
  let output: String
}

/// Runs a shell script; the environment is added to this process's.
func shell(_ script: String, _ environment: [String: String] = [:]) throws -> Finished {
  let settings = environment.map { "\($0.key)=\($0.value)" }.sorted()
  let said = try run("/bin/sh", ["-c", script], environment: settings)
  return Finished(status: said.status, output: said.outputText + said.errorOutputText)
}

/// Whether a tool is there; says so when it is not, for a skipped test must be seen.
func available(_ tool: String) throws -> Bool {
  if try shell("command -v \(tool)").status == .code(0) { return true }
  print("skipped: needs \(tool)")
  return false
}

/// The program under test where `make test` built it; nil, and said, where nobody did.
func program(_ name: String) -> String? {
  guard let folder = ProcessInfo.processInfo.environment["COX_BIN_DIR"] else {
    print("skipped: needs COX_BIN_DIR, which make test sets")
    return nil
  }
  return "\(folder)/\(name)"
}

/// A folder that is removed after use.
func withFolder<R>(_ body: (String) throws -> R) throws -> R {
  let folder = try TemporaryFolder()
  defer { folder.remove() }
  return try body(folder.path)
}
