import CSystemd
import Glibc

/// One structured journal entry: `NAME=value` fields in the order they were added.
package struct JournalEntry: Equatable, Sendable {
  package private(set) var fields: [[UInt8]] = []

  /// Adds a field; a name that the journal would refuse is made acceptable first.
  package mutating func add(_ name: String, _ value: String) {
    fields.append(Self.fieldName(name) + [UInt8(ascii: "=")] + Array(value.utf8))
  }

  private static let journalsOwn: Set<String> = [
    "MESSAGE", "MESSAGE_ID", "PRIORITY", "CODE_FILE", "CODE_LINE", "CODE_FUNC",
  ]

  /// The journal's spelling of a metadata key: A-Z, 0-9 and _, ours under `COX_`, at most 64 bytes.
  package static func fieldName(_ key: String) -> [UInt8] {
    var name = key.utf8.map { byte -> UInt8 in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 32
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
      default: UInt8(ascii: "_")
      }
    }
    let prefix = Array("COX_".utf8)
    if !journalsOwn.contains(key), !name.starts(with: prefix) { name = prefix + name }
    return Array(name.prefix(64))
  }

  /// Hands the entry to the journal; false when it was not taken, so that the caller can say it elsewhere.
  package func send() -> Bool {
    var bytes: [UInt8] = []
    for field in fields { bytes += field }
    return unsafe bytes.withUnsafeMutableBytes { buffer in
      guard let base = buffer.baseAddress else { return false }
      var offset = 0
      let vectors = unsafe fields.map { field in
        defer { offset += field.count }
        return unsafe iovec(iov_base: base + offset, iov_len: field.count)
      }
      return unsafe sd_journal_sendv(vectors, Int32(vectors.count)) == 0
    }
  }

  /// Whether a descriptor is the stream to the journal that the manager announced in `JOURNAL_STREAM`.
  ///
  /// A service whose standard error was redirected since has another device or inode there.
  package static func isStream(_ announced: String?, descriptor: Int32) -> Bool {
    guard let parts = announced?.split(separator: ":"), parts.count == 2 else { return false }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return false }
    return parts[0] == "\(status.st_dev)" && parts[1] == "\(status.st_ino)"
  }
}
