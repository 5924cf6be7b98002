import Glibc

/// A data file, plain or compressed, or standard input.
///
/// What is compressed is told by its first bytes, not by its name, and decompressed by a `gzip -dc`
/// child. The child shares our descriptor, so its file offset tells how far the import is.
package struct FileInput: ByteInput, ~Copyable {
  private let path: String
  private let file: Int32
  private let source: Int32
  private var child: pid_t?
  /// The file's size in bytes, 0 when it has none (a pipe).
  package let size: Int

  /// Opens `path`; `-` is standard input.
  package init(path: String) throws(ImportFault) {
    let file = path == "-" ? dup(0) : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .unreadable(file: path, errno: errno) }
    var status = stat()
    let isRegular = unsafe fstat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    var magic: [UInt8] = [0, 0]
    var gunzip: (pid: pid_t, output: Int32)?
    if unsafe pread(file, &magic, 2, 0) == 2, magic == [0x1F, 0x8B] {
      gunzip = try spawnGunzip(reading: file, path: path)
    }
    self.path = path
    self.file = file
    size = isRegular ? Int(status.st_size) : 0
    child = gunzip?.pid
    source = gunzip?.output ?? file
  }

  deinit {
    close(file)
    if source != file { close(source) }
    if let child { _ = waitpid(child, nil, 0) }
  }

  /// The part of the file already read, 0 to 1; nil when its size is not known.
  package var portion: Double? {
    guard size > 0 else { return nil }
    return min(1, Double(lseek(file, 0, SEEK_CUR)) / Double(size))
  }

  package mutating func read(into buffer: inout [UInt8], at offset: Int) throws(ImportFault) -> Int
  {
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        guard let base = bytes.baseAddress else { return 0 }
        return unsafe Glibc.read(source, base + offset, bytes.count - offset)
      }
      if count > 0 { return count }
      if count == 0 {
        try reap()
        return 0
      }
      guard errno == EINTR else { throw .io(call: "read", file: path, errno: errno) }
    }
  }

  /// A child that failed means that the bytes so far are not all there are.
  private mutating func reap() throws(ImportFault) {
    guard let child else { return }
    self.child = nil
    var status: Int32 = 0
    _ = unsafe waitpid(child, &status, 0)
    guard status == 0 else {
      throw .data(
        file: path,
        message: "is damaged or cut short: gzip -dc ended with status \(status >> 8).")
    }
  }
}

/// Starts `gzip -dc` on `input`; its messages are dropped, its exit status is not.
private func spawnGunzip(
  reading input: Int32, path: String
) throws(ImportFault) -> (pid: pid_t, output: Int32) {
  var pipes: [Int32] = [-1, -1]
  guard unsafe pipe(&pipes) == 0 else { throw .io(call: "pipe", file: path, errno: errno) }
  for end in pipes { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  var actions = unsafe posix_spawn_file_actions_t()
  unsafe posix_spawn_file_actions_init(&actions)
  unsafe posix_spawn_file_actions_adddup2(&actions, input, 0)
  unsafe posix_spawn_file_actions_adddup2(&actions, pipes[1], 1)
  unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
  defer { unsafe posix_spawn_file_actions_destroy(&actions) }
  var pid = pid_t()
  let failure = unsafe "gzip".withCString { name in
    unsafe "-dc".withCString { option in
      var arguments: [UnsafeMutablePointer<CChar>?] = unsafe [
        UnsafeMutablePointer(mutating: name), UnsafeMutablePointer(mutating: option), nil,
      ]
      return unsafe posix_spawnp(&pid, name, &actions, nil, &arguments, environ)
    }
  }
  close(pipes[1])
  guard failure == 0 else {
    close(pipes[0])
    throw .data(file: path, message: "is compressed, and gzip does not start: \(reason(failure)).")
  }
  return (pid, pipes[0])
}

/// The system's words for an error number.
package func reason(_ error: Int32) -> String {
  guard let text = unsafe strerror(error) else { return "error \(error)" }
  return unsafe String(cString: text).lowercased()
}
