import CLinux
import Glibc
import Harness

/// What the machine itself can do at this moment, measured beside the daemon.
enum RawLimits {
  /// Microseconds of a 256 B write and its fdatasync on a growing file, half a second of them.
  static func durableWrite(in folder: String) throws(HarnessFailure) -> Double {
    sync()
    let file = try create("\(folder)/limit")
    defer { remove(file, "\(folder)/limit") }
    let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 256)
    var samples = Samples()
    let start = monotonicSeconds()
    while monotonicSeconds() - start < 0.5 {
      let before = monotonicSeconds()
      try writeAll(file, bytes, "\(folder)/limit")
      guard fdatasync(file) == 0 else { throw HarnessFailure("fdatasync: \(errorText(errno))") }
      samples.add((monotonicSeconds() - before) * 1e6)
    }
    return samples.median
  }

  /// Bytes a second of the same bytes written in order, flushed each MiB, at most a GiB of them.
  static func sequentialWrite(_ source: EventFile, in folder: String) throws(HarnessFailure)
    -> Double
  {
    let file = try create("\(folder)/limit")
    defer { remove(file, "\(folder)/limit") }
    let total = min(source.size, 1 << 30)
    sync()
    let start = monotonicSeconds()
    var done = 0
    while done < total {
      let count = source.write(done..<min(total, done + (1 << 20)), to: file)
      guard count > 0, fdatasync(file) == 0 else {
        throw HarnessFailure("cannot write \(folder)/limit: \(errorText(errno))")
      }
      done += count
    }
    return Double(total) / (monotonicSeconds() - start)
  }

  /// Bytes a second of copying the same bytes, a MiB at a time.
  static func copy(_ source: EventFile) -> Double {
    let target = UnsafeMutableRawPointer.allocate(byteCount: 1 << 20, alignment: 64)
    defer { unsafe target.deallocate() }
    let total = min(source.size, 1 << 30)
    let start = monotonicSeconds()
    var done = 0
    while done < total {
      let end = min(total, done + (1 << 20))
      unsafe source.copy(done..<end, to: target)
      done = end
    }
    return Double(total) / (monotonicSeconds() - start)
  }

  /// Microseconds of a 1-byte round trip between two processes over a Unix socket.
  static func socketFloor(seconds: Double) throws(HarnessFailure) -> Double {
    var ends: [Int32] = [0, 0]
    guard unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else {
      throw HarnessFailure("no socket pair: \(errorText(errno))")
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let echo = try ChildProcess(try ownExecutable().path, ["probe", "echo"], input: ends[1])
    close(ends[1])
    defer {
      close(ends[0])
      echo.wait()
    }
    var samples = Samples()
    var byte: UInt8 = 1
    let start = monotonicSeconds()
    while monotonicSeconds() - start < seconds {
      let before = monotonicSeconds()
      guard unsafe write(ends[0], &byte, 1) == 1, unsafe read(ends[0], &byte, 1) == 1 else {
        throw HarnessFailure("the echo process ended")
      }
      samples.add((monotonicSeconds() - before) * 1e6)
    }
    return samples.median
  }

  private static func create(_ path: String) throws(HarnessFailure) -> Int32 {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw HarnessFailure("cannot write \(path): \(errorText(errno))") }
    return file
  }

  private static func remove(_ file: Int32, _ path: String) {
    close(file)
    _ = unsafe unlink(path)
  }
}
