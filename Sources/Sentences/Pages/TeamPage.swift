package import JSONText

/// The team in the order in which help helps most, never by volume (`cox team`).
package enum TeamPage: Page {
  package static func records(_ result: JSONValue) -> Records {
    let names = ["member", "name", "known", "alerts", "metric", "done", "quota", "target", "state"]
    var records = Records(names)
    for row in result.list("rows") {
      let member = ["member", "name", "known"].map { row.field($0) }
      let alerts = row.list("alerts").map { $0.field("alert") }.joined(separator: " ")
      let lines = row.list("lines")
      for line in lines.isEmpty ? [.null] : lines {
        let figures = ["metric", "done", "quota", "target", "state"].map { line.field($0) }
        records.rows.append(member + [alerts] + figures)
      }
    }
    return records
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    let today = reader.now(of: result, zone: nil).time.day
    let rows = result.list("rows")
    let label = Weeks.named(result.text("week") ?? "?", today: today)
    let date = Days.dated(today, today: today)
    let heading = Layout.heading(
      "\(date), \(label)", "where help helps most comes first", width: reader.width)
    guard !rows.isEmpty else {
      return [heading, "", "  Nobody reports to you in the playbook yet."]
        + [Layout.next(["cox playbook apply FILE --dry-run"])]
    }
    var table = Table(
      [("who", .left), ("in the way?", .left), ("week", .left), ("", .left)], yielding: 1)
    table.rows = rows.map { cells($0, today: today) }
    var lines = [heading, ""] + table.lines(width: reader.width)
    lines += ["", "  " + summary(rows)]
    let first = rows.first?.text("member") ?? "MEMBER"
    lines.append(Layout.next(["cox week --member \(first)", "cox alerts --member \(first)"]))
    return lines
  }

  private static func cells(_ row: JSONValue, today: Day) -> [Text] {
    let name = Text(row.text("name") ?? row.text("member") ?? "?").cut(to: 16)
    if let away = AwayPhrase.excused(row, today: today), AwayPhrase.isAllAway(row) {
      return [name, "away " + away, "", ""]
    }
    guard row.flag("known") ?? true else {
      return [name, Text("no data: unknown, not zero", .faint), "", ""]
    }
    let lines = row.list("lines").map { WeekLine($0) }
    let behind = lines.filter { $0.state == "behind" }
    guard let shown = behind.first ?? lines.first(where: { $0.target != nil }) else {
      return [name, question(row, behind), Text("no quota", .faint), ""]
    }
    let figures: Text =
      "\(shown.metric.figure(shown.done))/\(shown.metric.figure(shown.target ?? 0))"
    return [name, question(row, behind), shown.bar(cells: 8), figures + " \(shown.metric.name)"]
  }

  /// What may stand in the way: open alerts first, then what runs behind; a dash when nothing does.
  private static func question(_ row: JSONValue, _ behind: [WeekLine]) -> Text {
    let alerts = row.list("alerts").map { alert in
      let level = alert.text("level") ?? "alert"
      let metric = alert.text("metric") ?? "?"
      return Text(
        level == "conversation" ? "\(metric): a talk is due" : "\(metric): \(level)", .act)
    }
    if !alerts.isEmpty { return alerts.joined(", ") }
    guard let first = behind.first else { return Text("—", .faint) }
    let more = behind.count > 1 ? ", +\(behind.count - 1)" : ""
    return Text("\(first.metric.name) behind pace\(more)", .look)
  }

  private static func summary(_ rows: [JSONValue]) -> Text {
    let people = Int64(rows.count)
    let flagged = Int64(rows.count { !$0.list("alerts").isEmpty })
    return
      "\(counted(people, "person", "people")), \(Figure.thousands(flagged)) with an open alert."
  }
}
