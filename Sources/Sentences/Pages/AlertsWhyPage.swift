package import JSONText

/// How each alert was judged: weeks, rule, formula and records (`cox alerts --why`).
package enum AlertsWhyPage: Page {
  package static func records(_ result: JSONValue) -> Records { AlertsPage.records(result) }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    let rows = result.list("rows")
    guard !rows.isEmpty else { return AlertsPage.screen(result, for: reader) }
    var lines = [
      Layout.heading("How it was judged", "numbers, not intentions", width: reader.width)
    ]
    for row in rows { lines += [""] + block(row, reader) }
    let member = rows.first?.text("member") ?? "MEMBER"
    return lines + ["", Layout.next(["cox week --why --member \(member) --week LABEL"])]
  }

  private static func block(_ row: JSONValue, _ reader: Reader) -> [Text] {
    let title: Text =
      "  \(row.text("alert") ?? "?") · \(row.text("member") ?? "?") · \(row.text("metric") ?? "?")"
    let rule: Text = "\(row.text("rule") ?? "?") v\(row.integer("version") ?? 1)"
    var lines = [Layout.heading(title, rule, width: reader.width)]
    for (name, text) in facts(row) {
      let head: Text = "    " + Text(stringLiteral: name).styled(.faint)
      let words = Layout.wrapped(text, width: max(20, reader.width - 15))
      for (place, said) in words.enumerated() {
        lines.append(
          (place == 0 ? head + Text.spaces(15 - head.width) : Text.spaces(15)) + said)
      }
    }
    return lines
  }

  private static func facts(_ row: JSONValue) -> [(String, Text)] {
    let labels = row.list("weeks").compactMap(\.string)
    let done = row.list("done").compactMap(\.double)
    let targets = row.list("targets").compactMap(\.double)
    let weeks: [Text] = zip(labels, zip(done, targets)).map { label, week in
      "\(String(label.dropFirst(5))) \(Figure.number(week.0)) of \(Figure.number(week.1))"
    }
    let total = Figure.number(row.number("total") ?? 0)
    let mean = Figure.number(row.number("mean") ?? 0)
    let phi = row.number("phi") ?? 1
    let wide = Figure.number(phi)
    let spread: Text =
      phi > 1.5
      ? "as normal, because the counts spread \(wide) times as wide as chance"
      : phi < 1.05 ? "Poisson" : "Poisson; the counts spread \(wide) times as wide as chance"
    var facts: [(String, Text)] = [
      ("weeks", weeks.joined(" · ")),
      (
        "formula",
        "P(\(total) or fewer when \(mean) are the true mean) = "
          + "\(chance(row.number("p") ?? 1)), \(spread)"
      ),
    ]
    if let settings = row["settings"] { facts.append(("rule", rule(settings))) }
    let judged = row.list("judged").compactMap(\.integer).map { Text("e-\($0)") }
    let raised = row.integer("raised_seq").map { Text("raised by e-\($0)") } ?? ""
    let rests: Text = judged.isEmpty ? "" : "on the judgements " + judged.joined(" ")
    facts.append(("records", [raised, rests].joined(", ")))
    return facts
  }

  /// Tenths of a percent: what is compared with a limit must not be rounded onto it.
  private static func chance(_ p: Double) -> String {
    p < 0.001 ? "under 0.1%" : "\(Figure.number(p * 100))%"
  }

  private static func rule(_ settings: JSONValue) -> Text {
    let watch = settings.integer("watch-after-weeks") ?? 3
    let talk = settings.integer("talk-after-weeks") ?? 6
    let chance = Figure.number(Double(settings.integer("chance-basis-points") ?? 500) / 100)
    let short = Figure.number(Double(settings.integer("shortfall-basis-points") ?? 1000) / 100)
    return """
      from \(watch) weeks below quota in a row, together at least \(short)% short; a talk is due \
      where chance alone brings that less than \(chance)% of the time, or after \(talk) weeks
      """
  }
}
