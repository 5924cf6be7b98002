import Foundation
import Systemd
import Testing

// Each test runs in a process of its own: the environment belongs to all threads of a process.
@Suite("Notifications")
struct NotificationTests {
  @Test("reach the manager as one message")
  func delivered() async {
    await #expect(processExitsWith: .success) {
      let manager = NotifySocket()
      setenv("NOTIFY_SOCKET", manager.path, 1)
      #expect(Systemd.notify(.ready, .status("Live, seq 7")))
      #expect(manager.receive() == "READY=1\nSTATUS=Live, seq 7")
      #expect(Systemd.notify(.extendTimeout(microseconds: 30_000_000)))
      #expect(manager.receive() == "EXTEND_TIMEOUT_USEC=30000000")
      #expect(Systemd.notify(.watchdog))
      #expect(manager.receive() == "WATCHDOG=1")
      #expect(Systemd.notify(.stopping))
      #expect(manager.receive() == "STOPPING=1")
      #expect(manager.receive() == nil)
    }
  }

  @Test("a status with a newline can't say anything else")
  func statusIsOneLine() async {
    await #expect(processExitsWith: .success) {
      let manager = NotifySocket()
      setenv("NOTIFY_SOCKET", manager.path, 1)
      Systemd.notify(.status("team\nREADY=1\r\n"))
      #expect(manager.receive() == "STATUS=team READY=1  ")
    }
  }

  @Test("without a manager nothing is sent, watched or handed over")
  func unsupervised() async {
    await #expect(processExitsWith: .success) {
      for name in ["NOTIFY_SOCKET", "WATCHDOG_USEC", "LISTEN_FDS", "LISTEN_PID"] { unsetenv(name) }
      #expect(!Systemd.notify(.ready))
      #expect(Systemd.watchdogInterval == nil)
      #expect(Systemd.listenDescriptors().isEmpty)
    }
  }

  @Test("the watchdog interval is the manager's, unless it watches another process")
  func watchdog() async {
    await #expect(processExitsWith: .success) {
      unsetenv("WATCHDOG_PID")
      setenv("WATCHDOG_USEC", "20000000", 1)
      #expect(Systemd.watchdogInterval == .seconds(20))
      setenv("WATCHDOG_PID", "1", 1)
      #expect(Systemd.watchdogInterval == nil)
    }
  }

  @Test("descriptors for another process are left alone")
  func foreignDescriptors() async {
    await #expect(processExitsWith: .success) {
      setenv("LISTEN_FDS", "1", 1)
      setenv("LISTEN_PID", "1", 1)
      #expect(Systemd.listenDescriptors().isEmpty)
    }
  }
}
