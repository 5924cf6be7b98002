package import JSONText

/// What the numbers of a week are made of, down to the events (`cox week --why`, `cox --why`).
package enum WhyPage: Page {
  /// Events shown of one number; a pipe and JSON get more.
  private static let shown = 8

  package static func records(_ result: JSONValue) -> Records {
    records(result, result.list("rows"))
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    screen(result, result.list("rows"), for: reader)
  }

  fileprivate static func records(_ result: JSONValue, _ rows: [JSONValue]) -> Records {
    var records = Records(["metric", "number", "value", "how", "records"])
    for row in rows {
      for part in parts(row, result) {
        records.rows.append([
          row.text("metric") ?? "", part.name, part.value, part.how.unstyled,
          part.records.map { "e-\($0)" }.joined(separator: " "),
        ])
      }
    }
    return records
  }

  fileprivate static func screen(
    _ result: JSONValue, _ rows: [JSONValue], for reader: Reader
  ) -> [Text] {
    let zone = result["member"]?.text("zone")
    let now = reader.now(of: result, zone: zone)
    let name = result["member"]?.text("name") ?? result["member"]?.text("id") ?? "?"
    let label = Weeks.named(result["week"]?.text("label") ?? "?", today: now.time.day)
    let asOf: Text = "as of \(now.time.clock) \(now.zone)"
    var lines = [Layout.heading("\(name) · why · \(label)", asOf, width: reader.width)]
    if rows.isEmpty {
      lines += ["", "  Nothing is asked this week, so nothing needs a reason."]
      if result["member"]?.text("role") == "manager" {
        lines += ["  Why your team stands as it stands:  cox team --why"]
      }
    }
    for row in rows {
      lines += ["", Text("  \(WeekLine(row).metric.name)", .strong)]
      for part in parts(row, result) { lines += self.lines(part, reader) }
      lines += events(row, zone, now.time.day, reader)
    }
    let event = rows.first?.list("events").last?.integer("seq")
    return lines + [
      "", Layout.next([event.map { "cox amend e-\($0)" } ?? "cox week", "cox doubts"]),
    ]
  }

  /// A number of the page: what it is, and how it comes about.
  private struct Part {
    var name: String
    var value: String
    var how: Text
    var records: [Int64] = []
  }

  private static func lines(_ part: Part, _ reader: Reader) -> [Text] {
    let head: Text = "    " + Text("\(part.name)", .faint)
    let value = Text(part.value)
    let start = head + Text.spaces(14 - head.width) + value + Text.spaces(9 - value.width)
    let words = Layout.wrapped(part.how, width: max(20, reader.width - 23))
    return words.enumerated().map {
      $0.offset == 0 ? start + $0.element : Text.spaces(23) + $0.element
    }
  }

  private static func parts(_ row: JSONValue, _ result: JSONValue) -> [Part] {
    let line = WeekLine(row)
    let week = result["week"] ?? .null
    let count = row.integer("event_count") ?? 0
    func figure(_ value: Double?) -> String { value.map { line.metric.figure($0) } ?? "–" }
    var parts = [
      Part(
        name: "done", value: figure(line.done),
        how: otherWeek(week)
          ?? "what \(counted(count, "event")) of this week add\(count == 1 ? "s" : "") up to",
        records: row.list("events").compactMap { $0.integer("seq") })
    ]
    guard let target = line.target else { return parts }
    parts.append(quota(row, line))
    parts.append(asked(row, line, week, judged: result.integer("judged")))
    let (day, days) = (week.integer("day") ?? 0, week.integer("days") ?? 0)
    if let expected = line.expected {
      parts.append(
        Part(
          name: "expected", value: figure(expected),
          how: "\(figure(target)) × \(day) days begun ÷ \(days) days that count"))
    }
    let need = row.number("need") ?? 0
    parts.append(
      Part(
        name: "need", value: figure(need),
        how: need == 0
          ? "\(figure(line.done)) is all of \(figure(target))"
          : "\(figure(target)) − \(figure(line.done)), rounded up to a whole one"))
    if let chance = line.chance, let mean = row.number("mean_left") {
      let left = week.integer("days_left") ?? days - day
      parts.append(
        Part(
          name: "chance", value: Figure.chance(chance),
          how: """
            P(\(figure(need)) or more), Poisson with mean \(Figure.number(mean)) = \
            \(figure(target)) × \(left) \(left == 1 ? "day" : "days") left ÷ \(days)
            """))
    }
    return parts
  }

  /// Of a week judged when weeks had other days there is no list of events that would add up.
  private static func otherWeek(_ week: JSONValue) -> Text? {
    week.text("started_on").map {
      "as it was judged, when weeks started on \($0.prefix(1).uppercased() + $0.dropFirst())"
    }
  }

  private static func quota(_ row: JSONValue, _ line: WeekLine) -> Part {
    let value = line.quota.map { line.metric.figure($0) } ?? "–"
    guard let origin = row["origin"] else {
      return Part(name: "quota", value: value, how: "for a full week")
    }
    let since =
      origin.text("from").flatMap { Day($0) }.map { "since \($0.iso)" } ?? "from the start"
    let seq = origin.integer("seq")
    let said = seq.map { ", said in e-\($0)" } ?? ""
    let by = origin.text("by").map { " by \($0)" } ?? ""
    return Part(
      name: "quota", value: value, how: "for a full week, in force \(since)\(said)\(by)",
      records: seq.map { [$0] } ?? [])
  }

  /// The quota for the days that count, and which do not.
  private static func asked(
    _ row: JSONValue, _ line: WeekLine, _ week: JSONValue, judged: Int64?
  ) -> Part {
    let days = row.list("days")
    let value = line.metric.figure(line.target ?? 0)
    let counting = days.filter { $0["reason"] == nil }
    var how: Text
    let shares = Set(counting.compactMap { $0.number("asks") })
    if counting.count == days.count, line.quota == line.target {
      how = "the quota, as all \(days.count) working days count"
    } else if shares.count == 1, counting.allSatisfy({ $0["percent"] == nil }) {
      how = "\(line.quotaFigure) × \(counting.count) days that count ÷ \(days.count) working days"
    } else {
      let asks = counting.map { Figure.fine($0.number("asks") ?? 0) }.joined(separator: " + ")
      how = "day by day: \(asks)"
    }
    if let percent = counting.compactMap({ $0.integer("percent") }).last {
      how = how + "; the ramp asks for \(percent)%"
    }
    for day in days {
      guard let reason = day.text("reason"), let date = day.text("day").flatMap({ Day($0) })
      else { continue }
      how = how + "; not \(Days.shortName(date)): \(day.text("name") ?? words[reason] ?? reason)"
    }
    if let judged { how = how + "; as judged by e-\(judged)" }
    return Part(name: "target", value: value, how: how, records: judged.map { [$0] } ?? [])
  }

  private static let words = [
    "away": "away", "holiday": "a holiday", "not-joined": "not yet in the team",
    "left": "no longer in the team",
  ]

  private static func events(
    _ row: JSONValue, _ zone: String?, _ today: Day, _ reader: Reader
  ) -> [Text] {
    let events = row.list("events")
    guard !events.isEmpty else { return [] }
    var said = events.suffix(shown).map { event -> Text in
      let time = event.text("time").flatMap { Moment($0) }.map { reader.local($0, zone: zone).time }
      let when = time.map { "\(Days.shortName($0.day)) \($0.clock)" } ?? ""
      let adds = event.number("adds") ?? 1
      let more = adds == 1 ? "" : " (\(WeekLine(row).metric.figure(adds)))"
      return "e-\(event.integer("seq") ?? 0) \(when)\(more)"
    }
    let rest = (row.integer("event_count") ?? 0) - Int64(said.count)
    if rest > 0 { said.insert("\(Figure.thousands(rest)) earlier", at: 0) }
    return Layout.wrapped(said.joined(" · "), width: max(20, reader.width - 23))
      .enumerated().map { place, text in
        let head: Text = place == 0 ? "    " + Text("events", .faint) : ""
        return head + Text.spaces(23 - head.width) + text
      }
  }
}

/// The same of the next action alone, or of everything where nothing is next (`cox --why`).
package enum WhyNextPage: Page {
  package static func records(_ result: JSONValue) -> Records {
    WhyPage.records(result, rows(result))
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    WhyPage.screen(result, rows(result), for: reader)
  }

  private static func rows(_ result: JSONValue) -> [JSONValue] {
    let all = result.list("rows")
    guard let metric = result["next"]?.text("metric") else { return all }
    return all.filter { $0.text("metric") == metric }
  }
}
