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
  package func keep(_ entry: OutboxEntry) throws(OutboxFault) {
    try OutboxFiles.makeFolder(folder)
    guard OutboxFiles.state(folder)?.owner == geteuid() else {
      throw OutboxFault(path: folder, errno: EPERM)
    }
    try locked { () throws(OutboxFault) in
      try OutboxFiles.append(Array(entry.json.text.utf8), to: kept)
    }
  }

  /// What waits, oldest first.
  package func entries() throws(OutboxFault) -> [OutboxEntry] {
    try lines(of: kept).compactMap { OutboxEntry($0) }
  }

  /// What a daemon refused, oldest first.
  package func refused() throws(OutboxFault) -> [RefusedEntry] {
    try lines(of: refusedFile).compactMap { RefusedEntry($0) }
  }

  /// Forgets what was refused.
  package func forgetRefused() throws(OutboxFault) {
    guard OutboxFiles.state(folder) != nil else { return }
    try locked { () throws(OutboxFault) in try OutboxFiles.replace(refusedFile, []) }
  }

  /// The right to send, or to take out what was not sent; nil while another command has it.
  package func claim(waiting: Bool) throws(OutboxFault) -> FileLock? {
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
  ) throws(OutboxFault) {
    try locked { () throws(OutboxFault) in
      // Refused ones are put aside before they leave, or a kill in between would lose them.
      for entry in refused {
        try OutboxFiles.append(Array(entry.json.text.utf8), to: refusedFile)
      }
      var rest = try entries().dropFirst(count)
      if isNextSent, let next = rest.indices.first { rest[next].wasSent = true }
      try write(Array(rest))
    }
    _ = ftruncate(claim.descriptor, 0)
  }

  /// Takes one event out that no daemon has.
  package func remove(_ claim: borrowing FileLock, id: String) throws(OutboxFault) {
    try locked { () throws(OutboxFault) in
      try write(try entries().filter { $0.id != id })
    }
  }

  private func write(_ entries: [OutboxEntry]) throws(OutboxFault) {
    let text = entries.map { $0.json.text + "\n" }.joined()
    try OutboxFiles.replace(kept, Array(text.utf8))
  }

  private func locked(_ body: () throws(OutboxFault) -> Void) throws(OutboxFault) {
    let lock = try FileLock.take(folder + "/lock", waiting: true)
    try body()
    _ = consume lock
  }

  // What stands behind the last line end was never promised to anybody.
  private func lines(of path: String) throws(OutboxFault) -> [JSONValue] {
    let bytes = try OutboxFiles.read(path)
    let end = bytes.lastIndex(of: 0x0a) ?? 0
    return bytes[..<end].split(separator: 0x0a).compactMap {
      try? JSONValue.parse(String(decoding: $0, as: UTF8.self))
    }
  }
}
