import YAMLText

/// The names of a file's columns, found as they are written or else whatever their capitals are.
struct Header {
  let names: [String]
  private let folded: [String]

  init(_ names: [String]) {
    self.names = names
    folded = names.map(Self.folded)
  }

  /// The place of a column; nil when there is none, or several that differ in capitals only.
  func position(of column: String) -> Int? {
    if let position = names.firstIndex(of: column) { return position }
    let wanted = Self.folded(column)
    guard let position = folded.firstIndex(of: wanted),
      folded.lastIndex(of: wanted) == position
    else { return nil }
    return position
  }

  /// What to say of a column that is not there; `fields` are names that may have been meant instead.
  func lacks(_ column: String, file: String, fields: [String]) -> String {
    let hint = nearest(to: column, in: names + fields).map { " Did you mean \"\($0)\"?" } ?? ""
    return "\(file) has no column \"\(column)\", which the mapping reads here.\(hint) "
      + "Its columns: \(names.joined(separator: ", "))."
  }

  private static func folded(_ name: String) -> String {
    var bytes = Array(name.lowercased().utf8)[...]
    while bytes.first == 32 { bytes.removeFirst() }
    while bytes.last == 32 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
