package import JSONText

/// The morning: what comes next, how the week stands, and what waits beside it (`cox`).
package enum MorningPage: Page {
  /// What waits is shown as far as one screen goes; the rest is counted.
  private static let shown = 3

  package static func records(_ result: JSONValue) -> Records { WeekPage.records(result) }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    let now = reader.now(of: result, zone: result["member"]?.text("zone"))
    let today = now.time.day
    var lines = [WeekPage.heading(result, now, true, width: reader.width), ""]
    lines.append("  " + next(result, today, reader).styled(.strong))
    let numbers = numbers(result, reader)
    if !numbers.isEmpty { lines += [""] + numbers }
    let waiting =
      MorningGoal.lines(result, for: reader) + open(result, today, reader)
      + beside(result, today, reader)
    if !waiting.isEmpty { lines += [""] + waiting }
    return lines + ["", Layout.next(commands(result))]
  }

  /// The next action; for who leads a team and has no quotas, what the team needs.
  static func next(_ result: JSONValue, _ today: Day, _ reader: Reader) -> Text {
    guard let reports = result["reports"], !isAsked(result) else {
      return WeekPage.nextAction(result, today: today, for: reader)
    }
    let talks = reports.integer("talks") ?? 0
    return talks == 0
      ? "Next: nothing is open with your team."
      : "Next: \(talks == 1 ? "the talk that is" : "the \(talks) talks that are") open with your team."
  }

  private static func isAsked(_ result: JSONValue) -> Bool {
    result.list("rows").contains { ($0.number("target") ?? $0.number("quota")) != nil }
  }

  /// Metrics with a quota in a table, what else was done in a line.
  private static func numbers(_ result: JSONValue, _ reader: Reader) -> [Text] {
    let rows = result.list("rows").map { WeekLine($0) }
    let asked = rows.filter { $0.target != nil }
    // Who leads a team and is asked for nothing has no numbers that are missing.
    if result["reports"] != nil, asked.isEmpty, rows.allSatisfy({ $0.done == 0 }) { return [] }
    guard result["week"]?.flag("known") ?? true, !asked.isEmpty else {
      return WeekPage.body(result, rows, true, width: reader.width)
    }
    var lines = WeekPage.body(result, asked, true, width: reader.width)
    let others = rows.filter { $0.target == nil && $0.done != 0 }
    if !others.isEmpty {
      let said = others.map { Text("\($0.metric.name) \($0.metric.figure($0.done))") }
      let all: Text = "  " + ("beside: " + said.joined(" · ")).styled(.faint)
      lines.append(all.cut(to: reader.width))
    }
    return lines
  }

  /// Deals to learn from, the newest first.
  private static func open(_ result: JSONValue, _ today: Day, _ reader: Reader) -> [Text] {
    let lessons = result.list("lessons")
    var lines: [Text] = lessons.prefix(shown).enumerated().map { place, lesson in
      let deal = lesson.text("deal") ?? "?"
      let zone = result["member"]?.text("zone")
      let lost = lesson.text("closed").flatMap { Moment($0) }.map {
        "lost \(Days.recent(reader.local($0, zone: zone).time.day, today: today))"
      }
      let facts = [lost, lesson.text("reason")].compactMap(\.self).joined(separator: ", ")
      let about = facts.isEmpty ? "" : " (\(facts))"
      return Layout.labelled(
        place == 0 ? "Open" : "", "learn from \(deal)\(about)", command: "cox trace \(deal)",
        width: reader.width)
    }
    let more = Int64(lessons.count - shown)
    if more > 0 {
      lines.append(
        Layout.labelled(
          "", "and \(counted(more, "more of the last days", "more of the last days"))",
          command: "cox deals --list", width: reader.width))
    }
    return lines
  }

  /// Days off, how the reports are, and open alerts as an invitation.
  private static func beside(_ result: JSONValue, _ today: Day, _ reader: Reader) -> [Text] {
    var lines = WeekPage.daysOff(result, today, width: reader.width)
    if let reports = result["reports"] {
      lines.append(
        Layout.labelled(
          "Team", team(reports, today).cut(to: reader.width - 23), command: "cox team",
          width: reader.width))
    }
    let signals = result.list("signals")
    for signal in signals.sorted(by: { urgency($0) < urgency($1) }).prefix(2) {
      lines.append(invitation(signal, width: reader.width))
    }
    return lines
  }

  /// `11 people · 1 talk is open · Lena Vogel is back on Wednesday`.
  private static func team(_ reports: JSONValue, _ today: Day) -> Text {
    let talks = reports.integer("talks") ?? 0
    var parts = [counted(reports.integer("people") ?? 0, "person", "people")]
    if talks > 0 { parts.append(talks == 1 ? "1 talk is open" : "\(talks) talks are open") }
    let away = reports.list("away")
    if let first = away.first, let back = first.text("back").flatMap({ Day($0) }) {
      let more = away.count > 1 ? ", +\(away.count - 1)" : ""
      parts.append(
        "\(first.text("name") ?? "?") is back \(Days.onDay(back, today: today))\(more)")
    }
    let all = parts.map { Text($0) }
    return all.joined(" · ").or(Array(all.prefix(2)).joined(" · "))
  }

  private static func urgency(_ signal: JSONValue) -> Int {
    signal.text("level") == "conversation" ? 0 : 1
  }

  /// `Talk       conversations below quota in weeks 41–43: 13 of 24`.
  private static func invitation(_ signal: JSONValue, width: Int) -> Text {
    let metric = MetricName(name: signal.text("name") ?? "?", unit: "count")
    // Weeks have gone by since: only their names say which they were.
    let run = Weeks.run(signal.list("weeks").compactMap(\.string))
    let when = run.isEmpty ? counted(signal.integer("run") ?? 0, "week") : run
    var what = "\(metric.plural) below quota in \(when)"
    if let total = signal.number("total"), let mean = signal.number("mean") {
      what += ": \(Figure.number(total)) of \(Figure.number(mean))"
    }
    let short = "\(metric.plural) short in \(when)"
    let isTalk = signal.text("level") == "conversation"
    let text =
      isTalk
      ? Text("\(what) · what is in the way?", .look).or(Text(what, .look)).or(Text(short, .look))
      : Text("\(what), for your eyes only").or(Text(what)).or(Text(short))
    let room = width - 13 - 12
    return Layout.labelled(
      isTalk ? "Talk" : "Watch", text.cut(to: room), command: "cox alerts", width: width)
  }

  private static func commands(_ result: JSONValue) -> [Text] {
    if result["reports"] != nil, !isAsked(result) {
      return ["cox team", "cox alerts", "cox doubts"]
    }
    let example =
      result["next"]?.text("metric") ?? result.list("rows").first?.text("metric") ?? "METRIC"
    return ["cox log \(example) ACCOUNT", "cox --why", "cox deals"]
  }
}
