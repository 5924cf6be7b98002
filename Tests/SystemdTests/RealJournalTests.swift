import Foundation
import Harness
import Systemd
import Testing

@Suite("The daemon's journal")
struct RealJournalTests {
  // A private /run, in which socat stands for journald; the shell then becomes the daemon.
  private static let script = """
    mount -t tmpfs tmpfs /run && mkdir -p /run/systemd/journal || exit 1
    setpriv --pdeathsig KILL socat -u UNIX-RECV:/run/systemd/journal/socket STDOUT 2>/dev/null &
    until [ -S /run/systemd/journal/socket ]; do :; done
    exec 2>"$FOLDER/stderr" >/dev/null
    export JOURNAL_STREAM=$(stat -L -c %d:%i "$FOLDER/stderr")
    exec "$DAEMON" --team acme --socket "$FOLDER/api.sock" --state "$FOLDER/state" --exit-with-parent
    """

  @Test("gets structured entries with message ids when standard error leads there")
  func structured() throws {
    guard let daemon = program("coxswaind"), try available("socat") else { return }
    guard try shell("unshare --mount mount -t tmpfs tmpfs /run").status == .code(0) else {
      print("skipped: needs a mount namespace")
      return
    }
    try withFolder { folder in
      let journal = Pipe()
      let process = try ChildProcess(
        "unshare", ["--mount", "/bin/sh", "-c", Self.script],
        output: journal.fileHandleForWriting.fileDescriptor,
        environment: ["FOLDER=\(folder)", "DAEMON=\(daemon)"])
      try journal.fileHandleForWriting.close()
      defer { process.wait() }
      defer { process.signal(SIGKILL) }
      let started = "MESSAGE_ID=\(JournalMessage.started.rawValue)\n"
      #expect(journal.fileHandleForReading.shows(started))
      process.signal(SIGTERM)
      #expect(process.wait() == .code(0))
      #expect(try shell("cat '\(folder)/stderr'").output.isEmpty)
    }
  }
}
