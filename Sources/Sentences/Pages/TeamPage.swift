package import JSONText

/// The team in the order in which help helps most, never by volume (`cox team`).
package enum TeamPage: Page {
  package static func records(_ result: JSONValue) -> Records {
    let own = ["member", "name", "known"]
    let figures = ["metric", "done", "quota", "target", "state"]
    let more = ["expected", "need", "chance"]
    let last = ["because", "days", "working_days"]
    var records = Records(own + ["alerts"] + figures + more + last)
    for row in result.list("rows") {
      let alerts = row.list("alerts").map { $0.field("alert") }.joined(separator: " ")
      let lines = row.list("lines")
      for line in lines.isEmpty ? [.null] : lines {
        records.rows.append(
          own.map(row.field) + [alerts] + (figures + more).map(line.field) + last.map(row.field))
      }
    }
    return records
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    let today = reader.now(of: result, zone: nil).time.day
    let rows = result.list("rows")
    let label = Weeks.named(result.text("week") ?? "?", today: today)
    let isRunning = isRunning(result)
    // A week that is over says nothing of today.
    let left: Text =
      isRunning
      ? "\(Days.dated(today, today: today)), \(label)"
      : "\(label.prefix(1).uppercased() + label.dropFirst())"
    let heading = Layout.heading(
      left, "where help helps most comes first", width: reader.width)
    guard !rows.isEmpty else {
      return [heading, "", "  Nobody reports to you in the playbook yet."]
        + [Layout.next(["cox playbook apply FILE --dry-run"])]
    }
    var lines = [heading]
    if let mirror = mirror(rows, today, reader) { lines.append(mirror) }
    let isNarrow = reader.width < 72
    var table = Table(
      [("who", .left), ("in the way?", .left), ("week", .left)]
        + (isNarrow ? [] : [("", .left)]), yielding: 1)
    table.rows = rows.flatMap {
      TeamLine($0, isRunning: isRunning, today: today, for: reader).cells(isNarrow: isNarrow)
    }
    lines += [""] + table.lines(width: reader.width) + [""]
    lines += byChance(result, rows, reader)
    let first = rows.first?.text("member") ?? "MEMBER"
    return lines + [Layout.next(["cox week --member \(first)", "cox alerts", "cox team --why"])]
  }

  /// Whether the answer is about the week that goes on; an older daemon does not tell.
  static func isRunning(_ result: JSONValue) -> Bool {
    result.text("running").map { $0 == result.text("week") } ?? true
  }

  /// The manager's own part comes first: talks that are open wait for them, too.
  private static func mirror(_ rows: [JSONValue], _ today: Day, _ reader: Reader) -> Text? {
    let talks = rows.flatMap { $0.list("alerts") }
      .filter { $0.text("level") == "conversation" }
    let since = talks.compactMap { $0.text("raised").flatMap { Moment($0) } }
      .map { reader.local($0, zone: nil).time.day }.min()
    guard let since else { return nil }
    let days = Int64(today.number - since.number)
    let open = talks.count == 1 ? "1 talk is open" : "\(talks.count) talks are open, the first"
    let ago = days > 0 ? " (\(counted(days, "day")))" : ""
    return Layout.labelled(
      "Mirror", "\(open) since \(Days.recent(since, today: today))\(ago)",
      command: "cox alerts", width: reader.width)
  }

  /// What chance alone would keep open: `Expected by chance this week: 0.3 open talks. You see 2.`.
  private static func byChance(
    _ result: JSONValue, _ rows: [JSONValue], _ reader: Reader
  ) -> [Text] {
    let people = counted(Int64(rows.count), "person", "people")
    guard let open = result["by_chance"]?.number("open"), open > 0 else { return ["  \(people)."] }
    let seen = result.integer("open_talks") ?? 0
    let expected = open < 0.05 ? "under 0.1" : Figure.number(open)
    let when = isRunning(result) ? "this week" : "in a week"
    return [
      Text("  \(people). Expected by chance \(when): \(expected) open talks. You see \(seen).")
        .or(Text("  Expected by chance: \(expected) open talks. You see \(seen)."))
        .cut(to: reader.width)
    ]
  }
}
