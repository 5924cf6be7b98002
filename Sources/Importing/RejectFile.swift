import Client
import JSONText

/// The file of refused rows: one JSON object a line with row, line, reason and, if any, the event's id.
package struct RejectFile {
  private let file: OutputFile

  /// The file that is written, which is not the one asked for where that holds rows already.
  package var path: String { file.path ?? Bytes.standardOutput }

  /// Makes the file; only its owner may read it, as its reasons quote the data.
  package init(path: String) throws(ImportFault) {
    do throws(FileFault) {
      file = try OutputFile(path, .beside)
    } catch {
      throw .unwritten(error)
    }
  }

  package func write(_ row: RefusedRow) throws(ImportFault) {
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
    do throws(FileFault) {
      try file.write(writer.bytes)
      try file.flush()
    } catch {
      throw .unwritten(error)
    }
  }
}
