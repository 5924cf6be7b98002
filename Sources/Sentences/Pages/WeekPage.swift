package import JSONText

/// A member's week: quotas, pace, and what comes next (`cox`, `cox week`).
package enum WeekPage: Page {
  package static func records(_ result: JSONValue) -> Records {
    Records(
      [
        "metric", "name", "kind", "unit", "done", "quota", "target", "expected", "need", "chance",
        "state",
      ], of: result.list("rows"))
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    let zone = result["member"]?.text("zone")
    let now = reader.now(of: result, zone: zone)
    let isOpen = isRunning(result, reader)
    var lines = [heading(result, now, isOpen, width: reader.width), ""]
    if isOpen {
      lines += ["  " + nextAction(result, today: now.time.day, for: reader).styled(.strong), ""]
    }
    lines += body(
      result, result.list("rows").map { WeekLine($0) }, isOpen, width: reader.width)
    lines += footer(result, isOpen, now, reader)
    return lines
  }

  /// Whether the week goes on: a past one may be unjudged, and still has nothing left to do.
  private static func isRunning(_ result: JSONValue, _ reader: Reader) -> Bool {
    guard (result["week"]?.text("state") ?? "open") == "open" else { return false }
    let now = result.text("now").flatMap { Moment($0) } ?? reader.now
    return result["week"]?.text("ends").flatMap { Moment($0) }.map { now < $0 } ?? true
  }

  /// `Marc · Wed 18 Nov · week 47, day 3 of 5          as of 17:02 Europe/Paris`.
  static func heading(
    _ result: JSONValue, _ now: (time: LocalTime, zone: String), _ isOpen: Bool, width: Int
  ) -> Text {
    let today = now.time.day
    let week = result["week"] ?? .null
    let label = Weeks.named(week.text("label") ?? "?", today: today)
    let asOf: Text = "as of \(now.time.clock) \(now.zone)"
    var rest: Text = " · \(label)\(span(week, today))"
    if isOpen {
      rest = " · \(Days.dated(today, today: today)) · \(label)"
      if let day = week.integer("day"), let days = week.integer("days"), 0 < day, day <= days {
        rest = rest + ", day \(day) of \(days)"
      }
    }
    // A long name gives way to what the page is about, down to its first letters.
    let room = max(12, width - rest.width - asOf.width - 2)
    let name = Text(result["member"]?.text("name") ?? result["member"]?.text("id") ?? "?")
    return Layout.heading(name.cut(to: room) + rest, asOf, width: width)
  }

  private static func span(_ week: JSONValue, _ today: Day) -> String {
    guard let from = week.text("from").flatMap({ Day($0) }),
      let end = week.text("to").flatMap({ Day($0) })
    else { return "" }
    return ", \(Days.plain(from, today: today)) – \(Days.plain(end, today: today))"
  }

  /// The one line that matters: `Next: 5 conversations by Friday 17:00.` says what and until when.
  static func nextAction(_ result: JSONValue, today: Day, for reader: Reader) -> Text {
    let rows = result.list("rows")
    guard let next = result["next"], next != .null, let id = next.text("metric") else {
      if rows.isEmpty { return "Next: log what you do, and the week fills in." }
      let asked = rows.map { WeekLine($0) }.filter { $0.target != nil }
      if AwayPhrase.isAllAway(result["week"] ?? .null) {
        return "Next: nothing. You are away this week, and nothing is asked."
      }
      if asked.isEmpty { return "No quotas are set for you this week." }
      let some = asked.filter { ($0.target ?? 0) > 0 }
      if some.isEmpty { return "Nothing is asked this week." }
      return some.allSatisfy { $0.state == "done" }
        ? "This week's quotas are done." : "The working days of this week are over."
    }
    let row = rows.first { $0.text("metric") == id } ?? next
    let metric = WeekLine(row).metric
    let amount = metric.amount((next.number("need") ?? 0).rounded(.up))
    let by = Deadline(next, zone: result["member"]?.text("zone"), for: reader)
    return "Next: \(amount)\(by.map { " " + $0.long(today: today) } ?? "")."
  }

  static func body(
    _ result: JSONValue, _ lines: [WeekLine], _ isOpen: Bool, width: Int
  ) -> [Text] {
    // Of who is away all week no source has anything to report.
    guard result["week"]?.flag("known") ?? true || AwayPhrase.isAllAway(result["week"] ?? .null)
    else {
      let asked = lines.filter { $0.target != nil }
      return table(asked, isOpen, isKnown: false, width: width) + [
        "  No source has reported for this week: unknown, which is not zero.",
        Layout.next(["cox status"]),
      ]
    }
    guard !lines.isEmpty else { return ["  No metrics yet: the playbook names them."] }
    return table(lines, isOpen, isKnown: true, width: width)
  }

  /// The lines in columns; of what is unknown the quota and nothing else.
  private static func table(
    _ lines: [WeekLine], _ isOpen: Bool, isKnown: Bool, width: Int
  ) -> [Text] {
    guard !lines.isEmpty else { return [] }
    let title: Text = isOpen ? "This week" : "Week"
    let pace: Text = isKnown ? "pace" : ""
    // Where there is room for one of both, what a bar means says more than the bar.
    let hasBars = width >= 56
    var table = Table(
      [(title, .left), ("done", .right), ("quota", .right), (pace, .left)]
        + (hasBars ? [("", .left)] : []))
    table.rows = lines.map { line in
      guard isKnown else {
        return [Text(line.metric.name), Text("–", .faint), line.quotaText, ""]
          + (hasBars ? [""] : [])
      }
      return [Text(line.metric.name), Text(line.metric.figure(line.done)), line.quotaText]
        + (hasBars ? [line.bar()] : []) + [line.meaning(weekIsOpen: isOpen)]
    }
    return table.lines(width: width)
  }

  /// Absences by their days, or else the days off of another kind.
  static func daysOff(_ result: JSONValue, _ today: Day, width: Int) -> [Text] {
    let week = result["week"] ?? .null
    if let away = AwayPhrase.excused(week, today: today) {
      return [Layout.labelled("Away", away.cut(to: width - 13), width: width)]
    }
    let off = DaysOffText(week)
    return off.isEmpty
      ? []
      : [
        Layout.labelled("Days off", off.text(today: today).cut(to: width - 13), width: width)
      ]
  }

  private static func footer(
    _ result: JSONValue, _ isOpen: Bool, _ now: (time: LocalTime, zone: String), _ reader: Reader
  ) -> [Text] {
    var lines: [Text] = []
    if result["week"]?.flag("history") == true {
      lines.append(Layout.labelled("History", "from before you joined here", width: reader.width))
    }
    if result["week"]?.text("state") == "revised" {
      let why = RevisionPhrase.of(result["week"]?.text("reason"))
      lines.append(Layout.labelled("Revised", why, width: reader.width))
    }
    lines += daysOff(result, now.time.day, width: reader.width)
    if let alerts = result.integer("alerts"), alerts > 0 {
      lines.append(
        Layout.labelled(
          "New", Text("\(counted(alerts, "alert")) open: what is in the way?", .look),
          command: "cox alerts", width: reader.width))
    }
    if !lines.isEmpty { lines.insert("", at: 0) }
    guard isOpen else { return lines }
    let example = result["next"]?.text("metric") ?? result.list("rows").first?.text("metric")
    let log: Text = "cox log \(example ?? "METRIC") ACCOUNT"
    return lines + ["", Layout.next([log, "cox week --week LABEL", "cox week --why"])]
  }
}
