package import JSONText

/// What changed in a view between two moments (`cox diff`).
package enum DiffPage: Page {
  /// Members that go on by themselves as time does, or follow from others: for programs only.
  private static let quiet: Set<String> = [
    "seq", "expected", "chance", "need", "age_days", "day", "days_left", "known", "does_not_say",
    "running", "by_chance", "event_count", "mean_left", "events", "asks", "today", "usable",
    "working_days_left", "idle_days", "wins_needed", "median", "phi", "strength", "gone",
  ]
  /// Lists whose news other members of the row tell in short, and what follows from the rest of a
  /// plan: suggestions, and the records behind it.
  private static let derived: Set<String> = ["terms", "endings", "what_if", "why"]
  /// Members that are parts of a whole.
  private static let shares: Set<String> = ["rate", "mu", "c", "c_low", "c_high", "best", "team"]
  /// Names on the way to a member that say nothing to a person.
  private static let plain: Set<String> = ["lines", "data", "totals"]
  /// Names that mean something to programs only, in words.
  private static let words = [
    "p": "by chance", "mean": "planned", "total": "done", "run": "weeks below quota",
    "because": "stands for", "raised_seq": "record",
  ]
  /// Lines of a screen that entries may take.
  private static let most = 20

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
    let heading = heading(result, view, reader)
    if result.flag("was_absent") == true {
      let now = counted(Int64(result.list("added").count), "row")
      return heading + [
        "", "  There was nothing of it then; now it has \(now), which its own page tells.",
      ]
    }
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
    guard !entries.isEmpty else { return heading + ["", "  Nothing changed."] }
    return heading + [""] + onOneScreen(entries, reader)
  }

  /// What changed, and since when, on whose clock; on two lines where one is too short.
  private static func heading(
    _ result: JSONValue, _ view: String, _ reader: Reader
  ) -> [Text] {
    let zone = result.text("zone")
    func moment(_ name: String) -> String? {
      result[name]?.text("as_of").flatMap { Moment($0) }.map { reader.named($0, zone: zone) }
    }
    let until = moment("until").map { " until \($0)" } ?? ""
    let title: Text = "What changed · \(view)"
    let since: Text = "since \(moment("since") ?? "the beginning")\(until)"
    guard title.width + since.width + 2 > reader.width else {
      return [Layout.heading(title, since, width: reader.width)]
    }
    return [title.styled(.strong)]
      + Layout.wrapped(since, width: reader.width - 2).map { "  " + $0.styled(.faint) }
  }

  /// As many entries as a screen holds, and how many there are more.
  private static func onOneScreen(
    _ entries: [(String, String, String)], _ reader: Reader
  ) -> [Text] {
    let all = lines(entries, reader)
    guard all.count > most else { return all }
    var shown = 0
    while lines(Array(entries.prefix(shown + 1)), reader).count < most { shown += 1 }
    let more = Figure.thousands(Int64(entries.count - shown))
    return lines(Array(entries.prefix(shown)), reader) + ["  and \(more) more: --json"]
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
      guard let last = path.last, !path.contains(where: quiet.contains),
        !derived.contains(path[0])
      else { return nil }
      // The mean of an alert is what was planned; that of a deal is a mean.
      let said = path.first == "deal" ? [:] : words
      let name = path.filter { !plain.contains($0) }.map { said[$0] ?? $0 }.joined(separator: " ")
        .split(separator: "_").joined(separator: " ")
      if let came = change["now"], came.object != nil {
        return "new: \(name)" + bracketed(summary(came, "", reader))
      }
      if change["was"]?.object != nil { return "gone: \(name)" }
      // An amount inside a row is in the row's currency; that of a count is no money.
      let currency =
        change.text("currency") ?? (last == "amount" ? row.text("currency") : nil)
      let kind = row.text("unit") == "count" ? "" : last
      let was = value(change["was"], kind, currency, reader)
      return "\(name) \(was) → \(value(change["now"], kind, currency, reader))"
    }.joined(separator: ", ")
  }

  private static func bracketed(_ text: String) -> String { text.isEmpty ? "" : " (\(text))" }

  /// A few of a new row's members, for a glance.
  private static func summary(_ row: JSONValue, _ view: String, _ reader: Reader) -> String {
    let key = Set(ViewDifference.key(row, of: view))
    let shown = (row.object ?? []).filter { member in
      !quiet.contains(member.key) && member.key != "name" && member.value != .null
        && member.value.object == nil && member.value.array == nil
        && !key.contains(row.field(member.key))
    }
    return shown.prefix(4).map { member in
      let name = words[member.key] ?? member.key.split(separator: "_").joined(separator: " ")
      let currency = member.key == "amount" ? row.text("currency") : nil
      let kind = row.text("unit") == "count" ? "" : member.key
      return "\(name) \(value(member.value, kind, currency, reader))"
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
      if currency != nil { return Figure.money(Int64(number.rounded()), currency) }
      // One decimal would show a small share as none.
      if ["p", "share"].contains(name) { return Figure.chance(number) }
      return number != 0 && abs(number) < 0.05 ? "under 0.1" : Figure.number(number)
    case .string(let text) where name == "level":
      return text == "conversation" ? "a talk" : text
    case .string(let text):
      return Moment(text).map { ClockPage.spoken($0, reader) } ?? text
    case .array(let elements):
      return elements.map { self.value($0, name, currency, reader) }.joined(separator: " ")
    case .object: return value?.text ?? ""
    }
  }
}
