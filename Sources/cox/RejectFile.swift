import Client

/// The file of refused lines; made when the first one comes, for its owner's eyes only.
///
/// What an earlier run left there may have been mended meanwhile: it stays, and this run's lines get
/// a file beside it.
final class RejectFile {
  private let path: String
  private var file: OutputFile?
  private var fault: FileFault?

  init(path: String) { self.path = path }

  /// The path when something was written to it.
  var pathIfUsed: String? { file?.path }

  /// Adds a line as it was sent.
  func add(_ line: [UInt8]) {
    guard fault == nil else { return }
    do throws(FileFault) {
      if file == nil { file = try OutputFile(path, .beside) }
      try file?.write(line + [0x0a])
      // What follows may end this process; the line is the only copy of the refusal.
      try file?.flush()
    } catch {
      fault = error
    }
  }

  /// Ends the file; says what kept lines from it.
  func close() throws(FileFault) {
    if let fault { throw fault }
    try file?.commit()
  }
}
