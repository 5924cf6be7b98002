package import JSONText

/// What changed in a view between two moments (`cox diff`).
package enum DiffPage: Page {
  /// Members that go on by themselves as time does, or follow from others: for programs only.
  private static let quiet: Set<String> = [
    "seq", "expected", "chance", "need", "age_days", "day", "known", "does_not_say", "today",
    "usable", "working_days_left", "days_left", "idle_days", "wins_needed", "median", "phi",
    "strength",
  ]
  /// Lists whose news other members of the row tell in short, and what follows from the rest of a
  /// plan: suggestions, and the records behind it.
  private static let derived: Set<String> = ["terms", "what_if", "why"]
  /// Members that are parts of a whole.
  private static let shares: Set<String> = ["rate", "mu", "c", "c_low", "c_high", "best", "team"]
  /// Names on the way to a member that say nothing to a person.
  private static let plain: Set<String> = ["lines", "data", "totals"]

  package static func records(_ result: JSONValue) -> Records {
    let view = result.text("view") ?? ""
    var rows = result.list("members").map { ["changed", ""] + fields($0) }
    for row in result.list("changed") {
      let key = key(row["row"] ?? .null, view)
      rows += row.list("changes").map { ["changed", key] + fields($0) }
    }
    rows += result.list("added").map { ["added", key($0, view), "", "", $0.text] }
    rows += result.list("removed").map { ["removed", key($0, view), "", $0.text, ""] }
    return Records(["what", "row", "member", "was", "now"], rows)
  }

  private static func fields(_ change: JSONValue) -> [String] {
    [
      change.list("path").compactMap(\.string).joined(separator: "."), change.field("was"),
      change.field("now"),
    ]
  }

  private static func key(_ row: JSONValue, _ view: String) -> String {
    ViewDifference.key(row, of: view).joined(separator: " ")
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    let view = result.text("view") ?? "?"
    let since = moment(result["since"], reader) ?? "the beginning"
    let until = moment(result["until"], reader).map { " until \($0)" } ?? ""
    let heading = Layout.heading(
      "What changed · \(view)", "since \(since)\(until)", width: reader.width)
    var entries = [("", "", said(result.list("members"), of: .null, reader))]
    for row in result.list("changed") {
      entries.append(
        (
          "changed", label(row["row"] ?? .null, view),
          said(row.list("changes"), of: row["row"] ?? .null, reader)
        ))
    }
    entries += result.list("added").map { ("new", label($0, view), summary($0, view, reader)) }
    entries += result.list("removed").map { ("gone", label($0, view), "") }
    entries.removeAll { $0.0 != "new" && $0.0 != "gone" && $0.2.isEmpty }
    guard !entries.isEmpty else { return [heading, "", "  Nothing changed."] }
    return [heading, ""] + lines(entries, reader)
  }

  private static func lines(_ entries: [(String, String, String)], _ reader: Reader) -> [Text] {
    let widest = entries.map { DisplayWidth.of($0.1) }.max() ?? 0
    let column = min(widest, reader.width / 3)
    return entries.flatMap { what, label, text -> [Text] in
      let head = Text(what, .faint)
      let name = Text(label).cut(to: column)
      let start =
        "  " + head + Text.spaces(9 - head.width) + name + Text.spaces(column - name.width)
      let words = Layout.wrapped(Text(text), width: max(20, reader.width - start.width - 2))
      guard let first = words.first else { return [start.trimmed] }
      return [start + "  " + first] + words.dropFirst().map { Text.spaces(start.width + 2) + $0 }
    }
  }

  private static func moment(_ answer: JSONValue?, _ reader: Reader) -> String? {
    answer?.text("as_of").flatMap { Moment($0) }.map { ClockPage.spoken($0, reader) }
  }

  private static func label(_ row: JSONValue, _ view: String) -> String {
    // Of one metric there are goals and quotas of several people and periods.
    if let name = row.text("name"), row["goal"] == nil, row["quota"]?.string == nil {
      return name
    }
    return ViewDifference.key(row, of: view)
      .map { $0.hasPrefix("coxswain.") ? String($0.dropFirst(9)) : $0 }.joined(separator: " ")
  }

  /// `done 3 → 5, state behind → on-pace`.
  private static func said(
    _ changes: [JSONValue], of row: JSONValue, _ reader: Reader
  ) -> String {
    changes.compactMap { change -> String? in
      let path = change.list("path").compactMap(\.string)
      guard let last = path.last, !quiet.contains(last), !derived.contains(path[0]) else {
        return nil
      }
      let name = path.filter { !plain.contains($0) }.joined(separator: " ")
        .split(separator: "_").joined(separator: " ")
      // An amount inside a row is in the row's currency; that of a count is no money.
      let currency =
        change.text("currency") ?? (last == "amount" ? row.text("currency") : nil)
      let kind = row.text("unit") == "count" ? "" : last
      let was = value(change["was"], kind, currency, reader)
      return "\(name) \(was) → \(value(change["now"], kind, currency, reader))"
    }.joined(separator: ", ")
  }

  /// A few of a new row's members, for a glance.
  private static func summary(_ row: JSONValue, _ view: String, _ reader: Reader) -> String {
    let key = Set(ViewDifference.key(row, of: view))
    let shown = (row.object ?? []).filter { member in
      !quiet.contains(member.key) && member.key != "name" && member.value != .null
        && member.value.object == nil && member.value.array == nil
        && !key.contains(row.field(member.key))
    }
    return shown.prefix(4).map { member in
      let words = member.key.split(separator: "_").joined(separator: " ")
      let currency = member.key == "amount" ? row.text("currency") : nil
      let kind = row.text("unit") == "count" ? "" : member.key
      return "\(words) \(value(member.value, kind, currency, reader))"
    }.joined(separator: ", ")
  }

  /// The ends of a rate are called as the ends of a count are, which are whole.
  private static func isShare(_ name: String, _ number: Double) -> Bool {
    shares.contains(name) || ["low", "high"].contains(name) && (0..<1).contains(number)
  }

  private static func value(
    _ value: JSONValue?, _ name: String, _ currency: String?, _ reader: Reader
  ) -> String {
    switch value {
    case nil, .null: return "none"
    case .bool(let flag): return flag ? "yes" : "no"
    case .integer(let number):
      return currency != nil || name == "amount"
        ? Figure.money(number, currency) : Figure.thousands(number)
    case .double(let number) where currency == nil && isShare(name, number):
      return Figure.rate(number)
    case .double(let number):
      return currency != nil
        ? Figure.money(Int64(number.rounded()), currency) : Figure.number(number)
    case .string(let text):
      return Moment(text).map { ClockPage.spoken($0, reader) } ?? text
    case .array(let elements):
      return elements.map { self.value($0, name, currency, reader) }.joined(separator: " ")
    case .object: return value?.text ?? ""
    }
  }
}
