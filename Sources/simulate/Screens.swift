import Glibc
import Harness

/// Runs `cox` as the people of the demonstration would.
struct Screens {
  let programs: String
  let socket: String

  func apply(playbook: String, in folder: TemporaryFolder) throws(HarnessFailure) {
    let file = "\(folder.path)/playbook.yaml"
    try writeFile(file, playbook)
    let result = try Harness.run(
      "\(programs)/cox", ["playbook", "apply", file, "--socket", socket])
    guard result.status == .code(0) else {
      throw HarnessFailure("the playbook was refused: \(result.errorOutputText)")
    }
  }

  /// A member's own screens first, then their manager's: nobody learns about themselves second.
  func show(traceDeal: String?) throws(HarnessFailure) {
    try screen("Marc's morning page.", ["--as", "marc"])
    try screen("Todd's week, and the alert he saw before anybody else.", ["week", "--as", "todd"])
    try screen(nil, ["alerts", "--as", "todd"])
    try screen("Greg, their manager: where he can help most.", ["team", "--as", "greg"])
    try screen("The same alert, as he sees it.", ["alerts", "--as", "greg"])
    guard let traceDeal else { return }
    try screen("How a deal was won: Marc sees it,", ["trace", traceDeal, "--as", "marc"])
    try screen("and Greg sees the same.", ["trace", traceDeal, "--as", "greg"])
  }

  private func screen(_ title: String?, _ arguments: [String]) throws(HarnessFailure) {
    if let title { say("\n── \(title)") }
    say("$ cox " + arguments.joined(separator: " "))
    let all = arguments + ["--screen", "--socket", socket]
    let status = try ChildProcess("\(programs)/cox", all).wait()
    guard status == .code(0) else {
      throw HarnessFailure("cox \(arguments.joined(separator: " ")) ended with \(status)")
    }
  }
}
