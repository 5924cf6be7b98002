import Glibc

/// How a process ended.
package enum ExitStatus: Equatable, Sendable {
  case code(Int32)
  case signal(Int32)
}

/// A process of ours, started with an argument list (no shell) and ended by its own id only.
///
/// A child that asks for the parent-death signal gets it when the *thread* that spawned it ends, so
/// spawn from a thread that outlives the child: the main thread, or a test body without `await`.
package final class ChildProcess {
  package let pid: Int32
  private var status: ExitStatus?

  /// Starts `executable` (looked up in PATH without a slash); `nil` descriptors are /dev/null for
  /// input and inherited for output.
  ///
  /// - Throws: when the executable does not start, naming it.
  package init(
    _ executable: String, _ arguments: [String], input: Int32? = nil, output: Int32? = nil,
    error: Int32? = nil, environment extra: [String] = []
  ) throws(HarnessFailure) {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    if let input {
      unsafe posix_spawn_file_actions_adddup2(&actions, input, 0)
    } else {
      unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    if let output { unsafe posix_spawn_file_actions_adddup2(&actions, output, 1) }
    if let error { unsafe posix_spawn_file_actions_adddup2(&actions, error, 2) }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    // A thread of a pool may block signals, and the child would inherit that and ignore SIGTERM.
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var child: pid_t = 0
    let result = unsafe Self.withCStrings([executable] + arguments) { argv in
      unsafe Self.withCStrings(currentEnvironment() + extra) { environment in
        unsafe posix_spawnp(&child, executable, &actions, &attributes, argv, environment)
      }
    }
    guard result == 0 else {
      throw HarnessFailure("cannot start \(executable): \(errorText(result))")
    }
    pid = child
  }

  /// A child that ended and is waited for by nobody would hold up whoever waits for any child.
  deinit {
    guard status == nil else { return }
    _ = Glibc.kill(pid, SIGKILL)
    var raw: Int32 = 0
    _ = unsafe waitpid(pid, &raw, 0)
  }

  package func signal(_ number: Int32) {
    guard status == nil else { return }
    _ = Glibc.kill(pid, number)
  }

  /// Neither signals nor waits from now on.
  package func forget() {
    status = .code(0)
  }

  /// False once it has ended.
  package var isRunning: Bool {
    guard status == nil else { return false }
    var raw: Int32 = 0
    guard unsafe waitpid(pid, &raw, WNOHANG) == pid else { return true }
    status = Self.ended(raw)
    return false
  }

  /// Waits for the end; asking again gives the same answer.
  @discardableResult
  package func wait() -> ExitStatus {
    if let status { return status }
    var raw: Int32 = 0
    while unsafe waitpid(pid, &raw, 0) < 0 && errno == EINTR {}
    let ended = Self.ended(raw)
    status = ended
    return ended
  }

  private static func ended(_ raw: Int32) -> ExitStatus {
    let number = raw & 0x7F
    return number == 0 ? .code((raw >> 8) & 0xFF) : .signal(number)
  }

  private static func withCStrings<R>(
    _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> R
  ) -> R {
    var pointers = unsafe texts.map { unsafe strdup($0) } + [nil]
    defer { unsafe pointers.forEach { unsafe free($0) } }
    return unsafe pointers.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("never empty") }
      return unsafe body(base)
    }
  }
}

/// `NAME=value` entries of this process, read from the kernel: the C global is not safe to share.
func currentEnvironment() -> [String] {
  guard let bytes = try? readFile("/proc/self/environ") else { return [] }
  return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
}

/// `No such file or directory (ENOENT 2)`-like text of an errno value.
package func errorText(_ number: Int32) -> String {
  unsafe String(cString: strerror(number))
}
