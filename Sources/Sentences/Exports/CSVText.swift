/// Rows as RFC 4180 writes them: commas, quotes where they are needed, CR LF at the end of a line.
///
/// Names in an export come from whoever may write events, and a spreadsheet runs a cell that begins
/// like a formula: such a text gets an apostrophe in front, and no number does.
package enum CSVText {
  /// The names, then the rows.
  package static func text(_ records: Records) -> String {
    ([records.names] + records.rows).map { row in
      row.map(field).joined(separator: ",") + "\r\n"
    }.joined()
  }

  private static func field(_ text: String) -> String {
    let text = guarded(text)
    let special: [UInt8] = [0x22, 0x2c, 0x0a, 0x0d]
    guard text.utf8.contains(where: { special.contains($0) }) else { return text }
    var out = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { out += "\"" }
      out.unicodeScalars.append(scalar)
    }
    return out + "\""
  }

  private static func guarded(_ text: String) -> String {
    let formula: [UInt8] = [0x3d, 0x2b, 0x2d, 0x40, 0x09, 0x0d]
    guard let first = text.utf8.first, formula.contains(first), !isNumber(text) else { return text }
    return "'" + text
  }

  /// Whether it is a number as the daemon writes one: digits, a point, an exponent.
  private static func isNumber(_ text: String) -> Bool {
    Double(text) != nil
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
  }
}
