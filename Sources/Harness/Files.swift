import Glibc

/// Reads a whole file; works for /proc files, whose size is said to be 0.
package func readFile(_ path: String) throws(HarnessFailure) -> [UInt8] {
  let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { throw HarnessFailure("cannot read \(path): \(errorText(errno))") }
  defer { close(file) }
  return try readAll(file, path)
}

/// Reads from a descriptor to its end.
func readAll(_ file: Int32, _ path: String) throws(HarnessFailure) -> [UInt8] {
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = unsafe read(file, &chunk, chunk.count)
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else { throw HarnessFailure("cannot read \(path): \(errorText(errno))") }
    guard count > 0 else { return bytes }
    bytes.append(contentsOf: chunk[0..<count])
  }
}

/// Writes a whole file, replacing what was there.
package func writeFile(_ path: String, _ text: String) throws(HarnessFailure) {
  let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
  guard file >= 0 else { throw HarnessFailure("cannot write \(path): \(errorText(errno))") }
  defer { close(file) }
  try writeAll(file, Array(text.utf8), path)
}

/// Writes every byte to a blocking descriptor.
package func writeAll(
  _ file: Int32, _ bytes: [UInt8], _ path: String
) throws(HarnessFailure) {
  var done = 0
  while done < bytes.count {
    let count = unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      return unsafe write(file, base + done, buffer.count - done)
    }
    if count < 0 && errno == EINTR { continue }
    guard count > 0 else { throw HarnessFailure("cannot write \(path): \(errorText(errno))") }
    done += count
  }
}

/// A folder of our own that goes away with `remove()`.
package struct TemporaryFolder: Sendable {
  package let path: String

  /// Makes `PARENT/coxswain.XXXXXX`, mode 0755 so that a second uid can reach a socket in it.
  package init(in parent: String? = nil) throws(HarnessFailure) {
    let parent = parent ?? environmentValue("TMPDIR") ?? "/tmp"
    var template = Array("\(parent)/coxswain.XXXXXX".utf8CString)
    let made = unsafe template.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return false }
      return unsafe mkdtemp(base) != nil
    }
    guard made else {
      throw HarnessFailure("cannot make a folder in \(parent): \(errorText(errno))")
    }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    _ = unsafe chmod(path, 0o755)
  }

  package func remove() {
    _ = try? run("rm", ["-rf", "--", path])
  }
}

package func environmentValue(_ name: String) -> String? {
  unsafe getenv(name).map { unsafe String(cString: $0) }
}

/// Raises how many descriptors this process may have open, as far as it may be.
package func raiseFileLimit(to wanted: UInt) {
  var limit = rlimit()
  guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0,
    limit.rlim_cur < wanted
  else { return }
  limit.rlim_cur = min(rlim_t(wanted), limit.rlim_max)
  _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
}

/// A line on standard error, for progress beside an output that others read.
package func sayAside(_ text: String) {
  try? writeAll(2, Array((text + "\n").utf8), "standard error")
}

/// This program and its folder, read from the kernel because argument 0 may be anything.
package func ownExecutable() throws(HarnessFailure) -> (path: String, folder: String) {
  var buffer = [CChar](repeating: 0, count: 4096)
  let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
  guard count > 0 else { throw HarnessFailure("cannot read /proc/self/exe") }
  let path = String(decoding: buffer[0..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
  return (path, path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 })
}
