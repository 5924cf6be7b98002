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

  /// Six screens; a member's own first, then their manager's: nobody learns about themselves second.
  func show(traceDeal: String?, of member: String) throws(HarnessFailure) {
    try screen(
      "1 · Todd's Wednesday. His numbers slipped six weeks ago; he was told before anybody else.",
      ["--as", "todd"])
    try screen(
      "2 · What he was told, and how it was judged: a question, not a verdict.",
      ["alerts", "--as", "todd"])
    try screen(
      "3 · Greg leads five. Where he can help most; Sofia is away, and nobody waits for her.",
      ["team", "--as", "greg"])
    try screen(
      "4 · Ana has more conversations than anybody, and hardly anything lands: more would not help.",
      ["deals", "--as", "ana"])
    try screen(
      "5 · Marc's year: from his goal back to this week, by his own rates, deals and lag.",
      ["plan", "--as", "marc"])
    guard let traceDeal else { return }
    try screen(
      member == "lena"
        ? "6 · How Lena won a deal that Jerry began: she took it over when he changed teams."
        : "6 · How a deal was won.",
      ["trace", traceDeal, "--as", member])
  }

  private func screen(_ title: String?, _ arguments: [String]) throws(HarnessFailure) {
    if let title { say("\n\n── \(title)\n") }
    say("$ cox " + arguments.joined(separator: " "))
    let all = arguments + ["--screen", "--socket", socket]
    let status = try ChildProcess("\(programs)/cox", all).wait()
    guard status == .code(0) else {
      throw HarnessFailure("cox \(arguments.joined(separator: " ")) ended with \(status)")
    }
  }
}
