import Glibc

/// What a finished command said.
package struct CommandOutput: Sendable {
  package let status: ExitStatus
  package let output: [UInt8]
  package let error: [UInt8]

  package var outputText: String { String(decoding: output, as: UTF8.self) }
  package var errorOutputText: String { String(decoding: error, as: UTF8.self) }
}

/// Runs a command to its end, with its output kept in unnamed files so that no pipe can fill up.
package func run(
  _ executable: String, _ arguments: [String], input: String? = nil, environment: [String] = []
) throws(HarnessFailure) -> CommandOutput {
  let (output, error) = (try unnamedFile(), try unnamedFile())
  defer { _ = (close(output), close(error)) }
  var source: Int32?
  if let input {
    source = try unnamedFile()
    if let source {
      try writeAll(source, Array(input.utf8), "standard input of \(executable)")
      lseek(source, 0, SEEK_SET)
    }
  }
  defer { if let source { close(source) } }
  let child = try ChildProcess(
    executable, arguments, input: source, output: output, error: error, environment: environment)
  let status = child.wait()
  lseek(output, 0, SEEK_SET)
  lseek(error, 0, SEEK_SET)
  return CommandOutput(
    status: status, output: try readAll(output, "output of \(executable)"),
    error: try readAll(error, "errors of \(executable)"))
}

private func unnamedFile() throws(HarnessFailure) -> Int32 {
  var template = Array("/tmp/coxswain.XXXXXX".utf8CString)
  let file = unsafe template.withUnsafeMutableBufferPointer { buffer in
    guard let base = buffer.baseAddress else { return Int32(-1) }
    let file = unsafe mkstemp(base)
    if file >= 0 { unsafe unlink(base) }
    return file
  }
  guard file >= 0 else { throw HarnessFailure("cannot make a file in /tmp: \(errorText(errno))") }
  _ = fcntl(file, F_SETFD, FD_CLOEXEC)
  return file
}
