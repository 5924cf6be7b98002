import Glibc
import Harness
import Testing

/// A daemon under attack with a prober beside it: what an attack may cost is judged at its end.
final class Siege {
  /// How much an attack does beyond what a check of every change can wait for; 1 without it.
  static let scale = environmentValue("COX_HOSTILE_SCALE").flatMap { Int($0) } ?? 1
  static let status = #"{"jsonrpc":"2.0","id":1,"method":"status"}"#

  let workbench: Workbench
  let daemon: DaemonProcess
  private let prober: Prober
  /// A daemon that nobody attacks: what its prober waits for is the machine's doing.
  private let calm: (workbench: Workbench, daemon: DaemonProcess, prober: Prober)
  private let memoryBefore: Int
  private let filesBefore: Int

  init(options: [String] = [], before command: [String] = []) throws {
    workbench = try Workbench()
    daemon = try workbench.start(options, before: command)
    _ = try LineSocket(daemon.socket).call(Self.status)
    prober = try Prober(daemon.socket)
    let other = try Workbench()
    let calmDaemon = try other.start()
    calm = (other, calmDaemon, try Prober(calmDaemon.socket))
    memoryBefore = try daemon.memoryKiB("VmHWM")
    filesBefore = try Self.openFiles(daemon)
    Self.raiseFileLimit()
  }

  func connect() throws -> LineSocket { try LineSocket(daemon.socket, timeoutSeconds: 30) }

  /// The daemon is the one that was started, its memory and descriptors are where they were, the
  /// prober lost nothing and waited for nothing, or for no more than a few times what one waits for at
  /// a daemon that is left alone; what is on disk is sound.
  func end(_ name: String, memoryMiB: Int = 256, milliseconds: Double = 100) throws {
    let (times, fault) = prober.stop()
    let calmTimes = calm.prober.stop().milliseconds
    calm.daemon.stop()
    #expect(fault == nil, "\(name): \(fault ?? "") \(daemon.log)")
    let grown = (try daemon.memoryKiB("VmHWM") - memoryBefore) / 1_024
    #expect(grown <= memoryMiB, "\(name) took \(grown) MiB")
    try #require(!times.isEmpty && !calmTimes.isEmpty)
    let (p99, calmP99) = (times[times.count * 99 / 100], calmTimes[calmTimes.count * 99 / 100])
    #expect(
      p99 <= max(milliseconds, 5 * calmP99),
      "\(name): p99 of \(times.count) is \(p99) ms, the longest \(times.last ?? 0); calm \(calmP99)"
    )
    sayAside(
      "\(name): \(times.count) round trips, p50 \(Self.rounded(times[times.count / 2])) ms, "
        + "p99 \(Self.rounded(p99)) ms, longest \(Self.rounded(times.last ?? 0)) ms, calm p99 \(Self.rounded(calmP99)) ms; +\(grown) MiB"
    )
    // The daemon learns of a close in its own time, each answer on a new connection gives it some.
    var tries = 0
    while try Self.openFiles(daemon) > filesBefore, tries < 100 { tries += 1 }
    #expect(tries < 100, "\(name) left descriptors open")
    #expect(daemon.stop() == .code(0), "\(name): \(daemon.log)")
    let sound = try workbench.verify()
    #expect(sound.status == .code(0), "\(name): \(sound.errorOutputText)")
  }

  private static func openFiles(_ daemon: DaemonProcess) throws -> Int {
    _ = try LineSocket(daemon.socket).call(status)
    let output = try run("ls", ["/proc/\(daemon.pid)/fd"])
    return output.outputText.split(separator: "\n").count
  }

  /// The attacks hold a thousand connections open; the limit of a shell is often 1,024 descriptors.
  private static func raiseFileLimit() {
    var limit = rlimit()
    let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard unsafe getrlimit(files, &limit) == 0 else { return }
    limit.rlim_cur = min(limit.rlim_max, 8_192)
    _ = unsafe setrlimit(files, &limit)
  }

  private static func rounded(_ milliseconds: Double) -> Double {
    (milliseconds * 100).rounded() / 100
  }
}

/// How far the sending of an attack came.
enum FloodEnd: Equatable {
  /// The daemon took it all.
  case taken
  /// It stopped reading.
  case blocked
  /// It closed the connection.
  case closed
}

extension LineSocket {
  /// Sends a piece again and again without reading; gives up when nothing moves for half a second.
  func flood(_ piece: [UInt8], times: Int) -> FloodEnd {
    for _ in 0..<times {
      var done = 0
      while done < piece.count {
        let count = unsafe piece.withUnsafeBytes { all in
          guard let base = all.baseAddress else { return 0 }
          return unsafe Glibc.send(
            descriptor, base + done, all.count - done, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
        }
        if count > 0 {
          done += count
        } else if errno == EAGAIN {
          var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          if unsafe poll(&wanted, 1, 500) == 0 { return .blocked }
        } else if errno != EINTR {
          return .closed
        }
      }
    }
    return .taken
  }

  /// Everything until the daemon closes.
  func rest() throws -> [String] {
    var lines: [String] = []
    while let line = try readLine() { lines.append(line) }
    return lines
  }

  /// Returns once the daemon has taken all that was sent, so that what follows is a piece of its own.
  func waitUntilTaken() {
    var unread: Int32 = 1
    while unread > 0 {
      guard unsafe ioctl(descriptor, UInt(TIOCOUTQ), &unread) == 0 else { return }
      sched_yield()
    }
  }
}
