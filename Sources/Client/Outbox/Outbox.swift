import Glibc
import JSONText

/// What a person said while no daemon answered, kept in the order in which it was said.
///
/// A folder for each daemon that was meant, with `kept` (one JSON line an event), `refused`, and two
/// locks: `lock` is held while a file changes, `sending` while events are on their way, so that two
/// commands never send the same ones and nobody who only adds an event waits for the network.
package struct Outbox: Sendable {
  package let folder: String

  package init(folder: String) { self.folder = folder }

  private var kept: String { folder + "/kept" }
  private var refusedFile: String { folder + "/refused" }
  private var sendingFile: String { folder + "/sending" }

  /// Whether nothing waits here for this user; quick, for every command asks.
  package var isEmpty: Bool {
    guard let state = OutboxFiles.state(kept), state.owner == geteuid() else { return true }
    return state.size == 0
  }

  /// Keeps an event; it is on disk when this returns.
  package func keep(_ entry: OutboxEntry) throws(FileFault) {
    try OutboxFiles.makeFolder(folder)
    guard OutboxFiles.state(folder)?.owner == geteuid() else {
      throw FileFault(path: folder, errno: EPERM)
    }
    try locked { () throws(FileFault) in
      try OutboxFiles.append(Array(entry.json.text.utf8), to: kept)
    }
  }

  /// What waits, oldest first.
  package func entries() throws(FileFault) -> [OutboxEntry] {
    try lines(of: kept).compactMap { Self.entry($0) }
  }

  /// How many lines of its files this version cannot read; they stay as they are.
  package func unreadable() throws(FileFault) -> Int {
    try lines(of: kept).count { Self.entry($0) == nil }
      + lines(of: refusedFile).count { Self.refusedEntry($0) == nil }
  }

  /// What a daemon refused, oldest first.
  package func refused() throws(FileFault) -> [RefusedEntry] {
    try lines(of: refusedFile).compactMap { Self.refusedEntry($0) }
  }

  /// Forgets what was refused.
  package func forgetRefused() throws(FileFault) {
    guard OutboxFiles.state(folder) != nil else { return }
    try locked { () throws(FileFault) in
      try write(try lines(of: refusedFile).filter { Self.refusedEntry($0) == nil }, to: refusedFile)
    }
  }

  /// The right to send, or to take out what was not sent; nil while another command has it.
  package func claim(waiting: Bool) throws(FileFault) -> FileLock? {
    try FileLock.take(sendingFile, waiting: waiting)
  }

  /// Notes that events are about to be sent, for whoever comes after a command that was killed.
  package func beginSending(_ claim: borrowing FileLock) {
    _ = unsafe pwrite(claim.descriptor, "1", 1, 0)
  }

  /// Whether a command was killed while it sent, so that a daemon may have any of the events.
  package func mayHaveBeenSent(_ claim: borrowing FileLock) -> Bool {
    (OutboxFiles.state(sendingFile)?.size ?? 0) > 0
  }

  /// Takes out the first events, which have their verdict; the next one may have been sent, too.
  package func settle(
    _ claim: borrowing FileLock, first count: Int, refused: [RefusedEntry], isNextSent: Bool
  ) throws(FileFault) {
    try locked { () throws(FileFault) in
      // Refused ones are put aside before they leave, or a kill in between would lose them.
      for entry in refused {
        try OutboxFiles.append(Array(entry.json.text.utf8), to: refusedFile)
      }
      var number = 0
      var rest: [[UInt8]] = []
      for line in try lines(of: kept) {
        guard var entry = Self.entry(line) else {
          rest.append(line)
          continue
        }
        number += 1
        if number <= count { continue }
        if number == count + 1, isNextSent, !entry.wasSent {
          entry.wasSent = true
          rest.append(Array(entry.json.text.utf8))
        } else {
          rest.append(line)
        }
      }
      try write(rest, to: kept)
    }
    _ = ftruncate(claim.descriptor, 0)
  }

  /// Takes one event out that no daemon has.
  package func remove(_ claim: borrowing FileLock, id: String) throws(FileFault) {
    try locked { () throws(FileFault) in
      try write(try lines(of: kept).filter { Self.entry($0)?.id != id }, to: kept)
    }
  }

  // A line that a later version wrote is somebody's event, too: what is kept is kept byte for byte.
  private func write(_ lines: [[UInt8]], to path: String) throws(FileFault) {
    try OutboxFiles.replace(path, lines.flatMap { $0 + [0x0a] })
  }

  private static func entry(_ line: [UInt8]) -> OutboxEntry? {
    (try? JSONValue.parse(String(decoding: line, as: UTF8.self))).flatMap { OutboxEntry($0) }
  }

  private static func refusedEntry(_ line: [UInt8]) -> RefusedEntry? {
    (try? JSONValue.parse(String(decoding: line, as: UTF8.self))).flatMap { RefusedEntry($0) }
  }

  private func locked(_ body: () throws(FileFault) -> Void) throws(FileFault) {
    let lock = try FileLock.take(folder + "/lock", waiting: true)
    try body()
    _ = consume lock
  }

  // What stands behind the last line end was never promised to anybody.
  private func lines(of path: String) throws(FileFault) -> [[UInt8]] {
    let bytes = try OutboxFiles.read(path)
    let end = bytes.lastIndex(of: 0x0a) ?? 0
    return bytes[..<end].split(separator: 0x0a).map { Array($0) }
  }
}
