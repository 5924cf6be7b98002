import Glibc
import JSONText

/// The file of refused rows: one JSON object a line with row, line, reason and, if any, the event's id.
package struct RejectFile: ~Copyable {
  private let path: String
  private let descriptor: Int32

  /// Creates or empties the file; only its owner may read it, as its reasons quote the data.
  package init(path: String) throws(ImportFault) {
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .io(call: "open", file: path, errno: errno) }
    self.path = path
  }

  deinit { close(descriptor) }

  package mutating func write(_ row: RefusedRow) throws(ImportFault) {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("row")
    writer.integer(row.place.row)
    writer.key("line")
    writer.integer(row.place.line)
    if let column = row.column {
      writer.key("column")
      writer.string(column)
    }
    if let id = row.id {
      writer.key("id")
      writer.string(id)
    }
    writer.key("reason")
    writer.string(row.reason)
    writer.endObject()
    writer.endLine()
    var at = 0
    while at < writer.bytes.count {
      let written = unsafe writer.bytes.withUnsafeBytes { bytes in
        unsafe Glibc.write(descriptor, bytes.baseAddress.map { unsafe $0 + at }, bytes.count - at)
      }
      if written > 0 {
        at += written
      } else if errno != EINTR {
        throw .io(call: "write", file: path, errno: errno)
      }
    }
  }
}
