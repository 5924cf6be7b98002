import CTerminal
import Glibc

/// A program as it runs in a terminal of a given width: everything that it shows, as it shows it.
package enum PseudoTerminal {
  /// What a person sees, and how the program ended.
  package struct Screen: Sendable {
    package let status: ExitStatus
    /// All bytes, with what switches colours.
    package let bytes: [UInt8]

    /// The lines without colours and line ends.
    package var lines: [String] {
      var text = String(decoding: bytes, as: UTF8.self)
      text.replace(/\u{1b}\[[0-9;]*[A-Za-z]/, with: "")
      // A terminal ends lines with both characters, which Swift takes for one.
      var lines = text.split(omittingEmptySubsequences: false) { $0 == "\r\n" || $0 == "\n" }
        .map(String.init)
      if lines.last == "" { lines.removeLast() }
      return lines
    }
  }

  /// Runs a program to its end.
  package static func run(
    _ executable: String, _ arguments: [String], columns: Int, environment: [String] = []
  ) throws(HarnessFailure) -> Screen {
    var controller: Int32 = -1
    let terminal = unsafe cox_open_terminal(Int32(columns), &controller)
    guard terminal >= 0 else { throw HarnessFailure("no terminal: \(errorText(-terminal))") }
    defer { close(controller) }
    let child: ChildProcess
    do {
      defer { close(terminal) }
      child = try ChildProcess(
        executable, arguments, input: terminal, output: terminal, error: terminal,
        environment: environment)
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      // The last program that has the other side open takes it along: EIO is the end.
      let count = unsafe read(controller, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      bytes.append(contentsOf: chunk[0..<count])
    }
    return Screen(status: child.wait(), bytes: bytes)
  }
}
