package import JSONText

/// Open signals, each with what it says and what it cannot say (`cox alerts`).
package enum AlertsPage: Page {
  package static func records(_ result: JSONValue) -> Records {
    Records(
      [
        "alert", "member", "rule", "version", "level", "metric", "state", "raised",
        "visible_to_manager", "history", "weeks", "done", "targets", "total", "mean", "phi", "p",
        "run", "cleared", "reason", "seen",
      ], of: result.list("rows"))
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    let rows = result.list("rows")
    guard !rows.isEmpty else {
      return [
        "No alerts: nothing differs enough from what was expected to ask about.",
        Layout.next(["cox", "cox week"]),
      ]
    }
    let open = Int64(rows.count { ($0.text("state") ?? "open") == "open" })
    let left: Text = "\(counted(open, "open alert"))"
    var lines = [Layout.heading(left, "a question, not a verdict", width: reader.width)]
    for row in rows { lines += [""] + block(row, result, reader) }
    if open > 0 {
      lines += ["", "  Ask together: what is in the way? What could you do differently?"]
      lines += ["  What could we do differently? Is the goal right?"]
    } else {
      lines.append("")
    }
    let member = rows.first?.text("member") ?? "MEMBER"
    lines.append(Layout.next(["cox week --member \(member)", "cox trace DEAL"]))
    return lines
  }

  private static func block(_ row: JSONValue, _ result: JSONValue, _ reader: Reader) -> [Text] {
    let width = reader.width
    let metric = row.text("metric") ?? "?"
    let level = row.text("level") ?? "alert"
    let isOver = row.text("state") == "cleared"
    let kind = level == "conversation" ? "a talk \(isOver ? "was" : "is") due" : level
    let title: Text = "  \(row.text("member") ?? "?") · \(metric) · \(kind)"
    let rule: Text =
      "\(row.text("alert") ?? "?")  \(row.text("rule") ?? "?") v\(row.integer("version") ?? 1)"
    var lines = [Layout.heading(title, rule, width: width)]
    lines.append(("    " + state(row, result, reader)).cut(to: width))
    lines.append(("    " + evidence(row)).cut(to: width))
    for words in [row.text("says"), row.text("does_not_say")].compactMap(\.self) {
      lines += Layout.wrapped(Text(words), width: width - 4).map { "    " + $0 }
    }
    return lines
  }

  /// Why an alert ended, in words.
  private static let reasons = [
    "met": "the quota was met", "superseded": "a later alert says more",
    "revised": "later records took the evidence away",
    "absence": "days away changed what was asked", "quota-ended": "the quota ended",
    "left": "they left", "rule-off": "the rule was switched off",
  ]

  /// `raised Mon 16 Nov 12:00 · shared with the manager`.
  private static func state(_ row: JSONValue, _ result: JSONValue, _ reader: Reader) -> Text {
    let today = reader.now(of: result, zone: nil).time.day
    func said(_ name: String) -> String? {
      row.text(name).flatMap { Moment($0) }.map { moment in
        let local = reader.local(moment, zone: nil).time
        return "\(Days.dated(local.day, today: today)) \(local.clock)"
      }
    }
    var parts: [Text] = [said("raised").map { "raised \($0)" } ?? ""]
    if row.flag("history") == true { parts.append("about history, so nobody was told") }
    if row.text("state") == "cleared" {
      let reason = row.text("reason").map { " (\(Self.reasons[$0] ?? $0))" } ?? ""
      parts.append("cleared \(said("cleared") ?? "")\(reason)")
    } else if row.text("level") == "watch" {
      parts.append("for the member's eyes only")
    } else if row.flag("history") != true, let isShared = row.flag("visible_to_manager") {
      parts.append(isShared ? "shared with the manager" : "not yet shared with the manager")
    }
    return parts.joined(" · ").styled(.faint)
  }

  /// `weeks 42–46: 6 5 6 6 5 = 28 of 40 · chance alone 3% · 5 in a row`.
  private static func evidence(_ row: JSONValue) -> Text {
    let labels = row.list("weeks").compactMap(\.string)
    let done = row.list("done").compactMap(\.double)
    let wanted = row.list("targets").compactMap(\.double).reduce(0, +)
    let total = row.number("total") ?? done.reduce(0, +)
    let figures = done.map { Figure.number($0) }.joined(separator: " ")
    var text: Text =
      "\(Weeks.run(labels)): \(figures) = \(Figure.number(total)) of \(Figure.number(wanted))"
    if let chance = row.number("p") { text = text + " · chance alone \(Figure.chance(chance))" }
    if let run = row.integer("run"), run > 1 {
      text = text + " · \(run) " + (Weeks.areUnbroken(labels) ? "in a row" : "weeks with data")
    }
    return text
  }
}
