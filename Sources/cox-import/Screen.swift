import CLinux
import Client
import Glibc
import Importing

/// Standard error: the progress line while it is a terminal, and the words at the end.
struct Screen {
  let showsProgress: Bool

  init(quiet: Bool) {
    showsProgress = !quiet && isatty(2) == 1
  }

  /// Redraws one line at most ten times a second.
  func progress(_ name: String) -> (ImportTally, Double?) -> Void {
    guard showsProgress else { return { _, _ in } }
    let line = ProgressLine(name: name, at: seconds())
    var drawn = 0.0
    return { tally, portion in
      let now = seconds()
      guard now - drawn >= 0.1 else { return }
      drawn = now
      write("\r\u{1b}[K" + line.text(tally, portion: portion, at: now))
    }
  }

  func clearProgress() {
    if showsProgress { write("\r\u{1b}[K") }
  }

  /// Writes lines, the first after the tool's name, the others below it.
  func say(_ lines: [String], prefixed: Bool = true) {
    for (index, line) in lines.enumerated() {
      write((prefixed ? (index == 0 ? "cox: " : "     ") : "") + line + "\n")
    }
  }

  /// Writes lines to standard output, where they are the answer.
  static func show(_ lines: [String]) throws(ImportFault) {
    do throws(FileFault) {
      try Bytes.write(Array(lines.map { $0 + "\n" }.joined().utf8), to: 1)
    } catch {
      throw .unwritten(error)
    }
  }

  private func seconds() -> Double { Double(cox_monotonic_ns()) / 1e9 }

  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    // A closed terminal is no reason to stop an import.
    _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(2, $0.baseAddress, $0.count) }
  }
}
