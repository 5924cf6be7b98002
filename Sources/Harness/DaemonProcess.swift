import Glibc

/// A `coxswaind` of ours on a socket and a state folder of ours.
package final class DaemonProcess {
  package let socket: String
  package let state: String
  private let process: ChildProcess
  private let messages: StreamTail?

  package var pid: Int32 { process.pid }

  /// Starts the daemon, run by `command` (such as `taskset -c 0`), and returns when it serves.
  ///
  /// - Throws: with the daemon's own words when it ends instead.
  package init(
    binary: String, team: String = "demo", socket: String, state: String, options: [String] = [],
    before command: [String] = []
  ) throws(HarnessFailure) {
    (self.socket, self.state) = (socket, state)
    let all = command + [binary, "--team", team, "--socket", socket, "--state", state] + options
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else { throw HarnessFailure("no pipe: \(errorText(errno))") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    do {
      defer { close(ends[1]) }
      process = try ChildProcess(all[0], Array(all.dropFirst()), error: ends[1])
    } catch {
      close(ends[0])
      throw error
    }
    let messages = StreamTail(ends[0])
    self.messages = messages
    guard messages.wait(for: " ready on ") else {
      let status = process.wait()
      throw HarnessFailure("\(binary) did not start (\(status)):\n\(messages.text)")
    }
  }

  /// Starts a daemon that outlives this process: in a session of its own, with its messages in a
  /// file.
  package init(
    outliving binary: String, team: String, socket: String, state: String, options: [String],
    messages path: String
  ) throws(HarnessFailure) {
    (self.socket, self.state, messages) = (socket, state, nil)
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw HarnessFailure("cannot write \(path): \(errorText(errno))") }
    defer { close(file) }
    process = try ChildProcess(
      "setsid",
      [binary, "--team", team, "--socket", socket, "--state", state] + options, error: file)
    // Nobody reads a pipe of a daemon that stays, so its file is looked at until it says ready.
    while true {
      let text = String(decoding: try readFile(path), as: UTF8.self)
      if text.contains(" ready on ") { return }
      guard process.isRunning else {
        throw HarnessFailure("\(binary) did not start (\(process.wait())):\n\(text)")
      }
      usleep(5_000)
    }
  }

  deinit { kill() }

  /// The newest 64 KiB of what it wrote to standard error.
  package var log: String { messages?.text ?? "" }

  /// Stops it in order (SIGTERM).
  @discardableResult
  package func stop() -> ExitStatus {
    process.signal(SIGTERM)
    return process.wait()
  }

  /// Waits until it ends by itself.
  package func wait() -> ExitStatus { process.wait() }

  /// Ends it at once (SIGKILL).
  @discardableResult
  package func kill() -> ExitStatus {
    process.signal(SIGKILL)
    return process.wait()
  }

  /// Lets it run on after this process.
  package func leave() {
    process.forget()
  }

  /// A figure of /proc/PID/status in KiB, such as `VmRSS`.
  package func memoryKiB(_ name: String) throws(HarnessFailure) -> Int {
    let text = String(decoding: try readFile("/proc/\(pid)/status"), as: UTF8.self)
    let line = text.split(separator: "\n").first { $0.hasPrefix(name + ":") }
    let words = line?.split(whereSeparator: { $0 == " " || $0 == "\t" }) ?? []
    guard words.count > 1, let value = Int(words[1]) else {
      throw HarnessFailure("no \(name) in /proc/\(pid)/status")
    }
    return value
  }

  /// Seconds of processor time that all its threads have used.
  package func processorSeconds() throws(HarnessFailure) -> Double {
    var clock = clockid_t()
    var time = timespec()
    guard unsafe clock_getcpuclockid(pid, &clock) == 0, unsafe clock_gettime(clock, &time) == 0
    else { throw HarnessFailure("no processor time of process \(pid)") }
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
