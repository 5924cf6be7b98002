package import JSONText

/// For whom and on what a page is written: the width, the time now, and where the wall clock is.
package struct Reader: Sendable {
  /// Cells of a line.
  package var width: Int
  /// Now; results that carry their own `now` (a test clock) win over it.
  package var now: Moment
  /// Seconds east of UTC in a zone (the reader's own for nil) at a moment; nil for a zone unknown here.
  package var offset: @Sendable (_ zone: String?, _ at: Moment) -> Int?
  /// The zone by whose clock who asks types times; nil where nobody told it.
  package var home: String?

  package init(
    width: Int, now: Moment, offset: @escaping @Sendable (_ zone: String?, _ at: Moment) -> Int?
  ) {
    self.width = width
    self.now = now
    self.offset = offset
  }

  /// The wall clock in a zone, and the name of the zone it was read in.
  func local(_ moment: Moment, zone: String?) -> (time: LocalTime, zone: String) {
    if let zone, let seconds = offset(zone, moment) {
      return (LocalTime(moment, offset: seconds), zone)
    }
    if zone == nil, let seconds = offset(nil, moment) {
      return (LocalTime(moment, offset: seconds), "here")
    }
    return (LocalTime(moment, offset: 0), "UTC")
  }

  /// `Wed 18 Nov 2026 17:02 Europe/Paris`: a time as it was typed, with whose clock it is on.
  func named(_ moment: Moment, zone: String?) -> String {
    let local = local(moment, zone: zone ?? home)
    let clock = local.zone == "here" ? "on this machine's clock" : local.zone
    return "\(Days.dated(local.time.day, today: local.time.day)) \(local.time.day.year) "
      + "\(local.time.clock) \(clock)"
  }

  /// The moment a result was made at, in its own zone.
  func now(of result: JSONValue, zone: String?) -> (time: LocalTime, zone: String) {
    let told = result.text("now") ?? result.text("as_of")
    return local(told.flatMap { Moment($0) } ?? now, zone: zone)
  }
}

/// What a command prints: one screen for a person, or the same facts as rows for a program.
package protocol Page {
  /// Lines for a terminal.
  static func screen(_ result: JSONValue, for reader: Reader) -> [Text]
  /// Names and rows for a pipe.
  static func records(_ result: JSONValue) -> Records
}

/// Rows for a program: tab-separated, the names of the JSON members in the first line.
///
/// The header stays, so that a script can name its columns and a new column breaks nobody; columns
/// are only ever added at the right.
package struct Records: Sendable, Equatable {
  package var names: [String]
  package var rows: [[String]]

  package init(_ names: [String], _ rows: [[String]] = []) {
    self.names = names
    self.rows = rows
  }

  /// The members of those names of each object, as text; a missing one is an empty field.
  init(_ names: [String], of objects: [JSONValue]) {
    self.init(names, objects.map { object in names.map { object.field($0) } })
  }

  /// One line a row, fields escaped so that a field never holds a tab or a line end.
  package var lines: [String] {
    ([names] + rows).map { row in row.map { Escape.safe($0) }.joined(separator: "\t") }
  }
}

extension JSONValue {
  /// The text of a member.
  func text(_ name: String) -> String? { self[name]?.string }

  /// The number of a member, integer or not.
  func number(_ name: String) -> Double? { self[name]?.double }

  func integer(_ name: String) -> Int64? { self[name]?.integer }

  func flag(_ name: String) -> Bool? { self[name]?.bool }

  /// The elements of a member that is an array; none when it is missing.
  func list(_ name: String) -> [JSONValue] { self[name]?.array ?? [] }

  /// A member as one field of a row: text as it is, lists joined by a space, the rest as JSON.
  func field(_ name: String) -> String {
    guard let value = self[name], value != .null else { return "" }
    if let text = value.string { return text }
    if let list = value.array {
      return list.map { $0.string ?? $0.text }.joined(separator: " ")
    }
    return value.text
  }
}
