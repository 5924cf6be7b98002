import JSONText
import WireProtocol

/// A copy of the daemon's log as it arrives: files one after the other, each in pieces.
package final class BackupStream {
  /// One step of the copy.
  package enum Item: Equatable, Sendable {
    /// The copy holds the records up to `seq`, in so many files of so many bytes together.
    case begin(seq: Int64, files: Int, bytes: Int64)
    /// A file begins.
    case file(path: String, bytes: Int)
    /// More of that file.
    case content([UInt8])
    /// All files have been told.
    case end
  }

  private static let id = 1
  private let connection: Connection
  private let document = JSONDocument()
  private var waiting: Item?
  /// Files that were announced and are still to come; nil before that.
  private var missing: Int?
  /// Bytes that the present file was said to have, and those that came.
  private var declared = 0
  private var written = 0

  /// Asks for the copy.
  package init(on connection: Connection) throws(ClientFault) {
    self.connection = connection
    try connection.request(StoreBackup(), id: Self.id)
  }

  /// Waits for the next step.
  ///
  /// A file that came with another size than was said, a path that is none of a log's, and an end
  /// that is not the whole of it are faults: half a copy never passes for one.
  package func next() throws(ClientFault) -> Item {
    if let item = waiting {
      waiting = nil
      return item
    }
    while let root = try connection.next(document) {
      let message = document.value(root)
      if let result = try Connection.result(in: message, of: Self.id) {
        guard result["end"]?.string == "complete" else { throw .lost(reason: .ended) }
        try checkSize()
        guard missing == 0 else { throw .notProtocol("files of the backup are missing") }
        return .end
      }
      if let item = try item(message) { return item }
    }
    throw .lost(reason: .ended)
  }

  private func item(_ message: JSONValue) throws(ClientFault) -> Item? {
    let params = message["params"] ?? .null
    switch message["method"]?.string {
    case "store.begin":
      let files = Int(params["files"]?.integer ?? 0)
      missing = files
      return .begin(
        seq: params["seq"]?.integer ?? 0, files: files, bytes: params["bytes"]?.integer ?? 0)
    case "store.file":
      try checkSize()
      let path = params["path"]?.string ?? ""
      guard BackupPath.isKnown(path), let bytes = params["bytes"]?.integer, bytes >= 0 else {
        throw .notProtocol("a backup has no file \(path)")
      }
      missing = missing.map { $0 - 1 }
      (declared, written) = (Int(bytes), 0)
      if let text = params["text"]?.string { waiting = counted(Array(text.utf8)) }
      return .file(path: path, bytes: declared)
    case "store.lines": return counted(lines())
    default: return nil
    }
  }

  /// The lines of the message that came last, byte for byte as they were sent.
  private func lines() -> [UInt8] {
    let message = Array(connection.lineBytes)
    guard let params = JSONRaw.member(message, 0..<message.count, "params"),
      let list = JSONRaw.member(message, params, "lines")
    else { return [] }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(list.count)
    for line in JSONRaw.elements(message, list) {
      bytes.append(contentsOf: message[line])
      bytes.append(0x0a)
    }
    return bytes
  }

  private func counted(_ bytes: [UInt8]) -> Item {
    written += bytes.count
    return .content(bytes)
  }

  private func checkSize() throws(ClientFault) {
    guard written == declared else {
      throw .notProtocol("a file of the backup has \(written) bytes, \(declared) were announced")
    }
  }
}

/// The files that a copy of a log may consist of; a server cannot name any other.
package enum BackupPath {
  /// `HEAD`, and segments and seals under their twenty digits.
  package static func isKnown(_ path: String) -> Bool {
    if path == "HEAD" { return true }
    guard path.hasPrefix("log/") else { return false }
    let name = path.dropFirst(4)
    let digits = name.prefix { ("0"..."9").contains($0) }
    return digits.utf8.count == 20 && [".ndjson", ".seal"].contains(name.dropFirst(digits.count))
  }
}
