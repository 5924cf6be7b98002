import Foundation
import Harness
import Testing

@Suite("Through a pipe", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct PipeTests {
  private let status = #"{"jsonrpc":"2.0","id":7,"method":"query","params":{"view":"doubts"}}"#

  @Test("Standard input and output are a connection, to the last answer")
  func pipe() throws {
    let workbench = try Workbench()
    let daemon = try workbench.start()
    let lines = (1...5_000).map { number in
      "{\"specversion\":\"1.0\",\"id\":\"p-\(number)\",\"source\":\"/pipe\","
        + "\"type\":\"coxswain.activity.logged\",\"subject\":\"ana\",\"data\":{\"metric\":\"call\"}}"
    }
    let output = try run(
      Binaries.cox, ["pipe", "--socket", daemon.socket],
      input: (lines + [status]).map { $0 + "\n" }.joined())
    #expect(output.status == .code(0), "\(output.errorOutputText)")
    let answers = output.outputText.split(separator: "\n")
    #expect(answers.contains { $0.contains(#""n":5000,"#) })
    #expect(answers.contains { $0.contains(#""id":7,"result""#) })
  }

  @Test("Another machine is reached through ssh and its cox, whatever the path is called")
  func host() throws {
    let workbench = try Workbench()
    let odd = workbench.folder.path + "/it's here.sock"
    let daemon = try DaemonProcess(
      binary: Binaries.daemon, team: "test", socket: odd, state: workbench.state,
      options: ["--exit-with-parent", "--test-clock", Workbench.clock])
    try workbench.apply(members: ["ana: {name: Ana, role: rep}"], on: daemon)
    // Stands for ssh: checks how it is called, and hands the words to a shell as sshd does.
    let ssh = workbench.folder.path + "/ssh"
    try writeFile(
      ssh,
      "#!/bin/sh\n[ \"$1 $2 $3\" = '-T -- ana@server' ] || exit 9\nshift 3\nexec sh -c \"$*\"\n")
    #expect(chmod(ssh, 0o755) == 0)
    let path = "PATH=\(workbench.folder.path):\(Binaries.folder ?? ""):/usr/bin:/bin"
    func cox(_ words: [String]) throws -> CommandOutput {
      try run("env", [path, Binaries.cox] + words)
    }
    let week = try cox(
      ["--host", "ana@server", "--socket", odd, "week", "--member", "ana", "--json"])
    #expect(week.status == .code(0), "\(week.errorOutputText)")
    #expect(week.outputText.contains(#""id":"ana""#))
    let option = try cox(["--host=-oProxyCommand=id", "status"])
    #expect(option.status == .code(64))
    #expect(option.errorOutputText.contains("is no host"))
  }
}
