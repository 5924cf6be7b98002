import Glibc
import Harness

/// Redis with `appendfsync always`, fed the same bytes by the peers' own load program.
final class RedisPeer {
  private let load: String
  private let folder: String
  let socket: String
  private var process: ChildProcess?

  /// Finds `redis_load` in the peers' cache and redis-server in PATH; nil when either is missing.
  static func find(cache: String?, folder: String) -> RedisPeer? {
    guard let cache else { return nil }
    let load = "\(cache)/bin/redis_load"
    guard unsafe access(load, X_OK) == 0,
      let version = try? run("redis-server", ["--version"]), version.status == .code(0)
    else { return nil }
    return RedisPeer(load: load, folder: "\(folder)/redis")
  }

  private init(load: String, folder: String) {
    (self.load, self.folder, socket) = (load, folder, "\(folder).sock")
  }

  deinit { stop() }

  /// Starts with an empty append-only file and returns when it answers.
  func startEmpty() throws(HarnessFailure) {
    stop()
    _ = try run("rm", ["-rf", "--", folder])
    _ = unsafe mkdir(folder, 0o755)
    sync()
    _ = try start()
  }

  /// - Returns: seconds from its start to the first PONG, loading included.
  @discardableResult
  func start() throws(HarnessFailure) -> Double {
    let begin = monotonicSeconds()
    process = try ChildProcess(
      "redis-server",
      [
        "--port", "0", "--unixsocket", socket, "--dir", folder, "--daemonize", "no", "--logfile",
        "\(folder)/log", "--appendonly", "yes", "--appendfsync", "always", "--save", "",
        "--auto-aof-rewrite-percentage", "0",
      ])
    while monotonicSeconds() - begin < 120 {
      if let connection = try? LineSocket(socket), (try? connection.call("PING")) == "+PONG\r" {
        return monotonicSeconds() - begin
      }
      usleep(500)
    }
    throw HarnessFailure("redis-server does not answer on \(socket)")
  }

  /// Ends it by its own id; what it acknowledged is in its file.
  func stop() {
    process?.signal(SIGTERM)
    process?.wait()
    process = nil
  }

  /// Rewrites its file as a snapshot plus a tail, which is its quickest form to load.
  func compact() throws(HarnessFailure) {
    let connection = try LineSocket(socket)
    _ = try connection.call("BGREWRITEAOF")
    usleep(300_000)
    while true {
      try connection.send("INFO persistence")
      var busy = true
      while let line = try connection.readLine() {
        if line.hasPrefix("aof_rewrite_in_progress:") { busy = !line.hasSuffix(":0\r") }
        if line.hasPrefix("module_fork_last_cow_size") { break }
      }
      if !busy { return }
      usleep(20_000)
    }
  }

  /// Gives the `f` field of hash `h` a value for `hget`.
  func prepareHash() throws(HarnessFailure) {
    _ = try LineSocket(socket).call("HSET h f 42")
  }

  /// Runs the load program: `[rate, done, seconds, p50 µs, p99 µs]`.
  func load(
    _ mode: String, clients: Int, depth: Int, seconds: Double, count: Int, file: String? = nil,
    oneCore: Bool = false
  ) throws(HarnessFailure) -> [Double] {
    let arguments =
      (oneCore ? ["-c", "0", load] : [])
      + [socket, mode, "\(clients)", "\(depth)", "\(seconds)", "\(count)"]
      + (file.map { [$0] } ?? [])
    if oneCore { try pin(to: "0") }
    defer { if oneCore { try? pin(to: "0-\(coreCount() - 1)") } }
    let result = try run(oneCore ? "taskset" : load, arguments)
    let numbers = result.outputText.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    guard result.status == .code(0), numbers.count == 5 else {
      throw HarnessFailure("redis_load \(mode) failed: \(result.errorOutputText)")
    }
    return numbers
  }

  private func pin(to cores: String) throws(HarnessFailure) {
    if let process { try pinProcess(process.pid, to: cores) }
  }
}

/// Moves all threads of a process to some cores.
func pinProcess(_ pid: Int32, to cores: String) throws(HarnessFailure) {
  _ = try run("taskset", ["-acp", cores, "\(pid)"])
}

func coreCount() -> Int {
  max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}
