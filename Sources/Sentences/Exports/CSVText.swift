/// Rows as RFC 4180 writes them: commas, quotes where they are needed, CR LF at the end of a line.
package enum CSVText {
  /// The names, then the rows; nothing is escaped away, so a reader gets back what went in.
  package static func text(_ records: Records) -> String {
    ([records.names] + records.rows).map { row in
      row.map(field).joined(separator: ",") + "\r\n"
    }.joined()
  }

  private static func field(_ text: String) -> String {
    let special: [UInt8] = [0x22, 0x2c, 0x0a, 0x0d]
    guard text.utf8.contains(where: { special.contains($0) }) else { return text }
    var out = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { out += "\"" }
      out.unicodeScalars.append(scalar)
    }
    return out + "\""
  }
}
