package import JSONText

/// What a team agreed on, as it stood at a moment (`cox playbook show`).
package enum PlaybookShownPage: Page {
  package static func records(_ result: JSONValue) -> Records {
    Records(["type", "data", "left"], of: result.list("rows"))
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    let rows = result.list("rows")
    let team = result.text("team") ?? "?"
    let day = result.text("day").flatMap { Day($0) }
    let asOf = day.map { "\(Days.dated($0, today: $0)) \($0.year)" } ?? "?"
    guard !rows.isEmpty else {
      return [
        "\(team) had no playbook on \(asOf).",
        Layout.next(["cox playbook init new-business \(team).yaml"]),
      ]
    }
    var lines = [
      Layout.heading(
        "\(team) · the playbook on \(asOf)", applied(result, reader), width: reader.width), "",
    ]
    func all(_ type: String) -> [JSONValue] {
      rows.filter { $0.text("type") == "coxswain.\(type)" }.compactMap { $0["data"] }
    }
    for calendar in all("calendar.defined") { lines += self.calendar(calendar, reader) }
    for terms in all("team.defined") { lines += self.terms(terms, reader) }
    for rates in all("rates.defined") { lines += self.rates(rates, reader) }
    for rule in all("rule.set") { lines += self.rule(rule, reader) }
    lines += metrics(all("metric.defined"), reader)
    for funnel in all("funnel.defined") { lines += self.funnel(funnel, reader) }
    lines += members(rows, all("quota.proposed"), reader)
    let next: [Text] = ["cox playbook show --as-of 2026-03-01", "--json for all of it"]
    return lines + ["", Layout.next(next)]
  }

  private static func applied(_ result: JSONValue, _ reader: Reader) -> Text {
    guard let moment = result.text("applied").flatMap({ Moment($0) }) else { return "" }
    return "applied \(ClockPage.spoken(moment, reader)) by \(result.text("by") ?? "?")"
  }

  /// A label and as many lines as its text needs.
  static func entry(_ label: Text, _ text: Text, _ reader: Reader) -> [Text] {
    let words = Layout.wrapped(text, width: reader.width - 15)
    return words.enumerated().map { place, line in
      let head: Text = "  \(place == 0 ? label.styled(.faint) : "")"
      return head + Text.spaces(max(1, 15 - head.width)) + line
    }
  }

  private static func metrics(_ metrics: [JSONValue], _ reader: Reader) -> [Text] {
    guard !metrics.isEmpty else { return [] }
    var table = Table([("metric", .left), ("what", .left), ("serves", .left), ("good", .left)])
    for metric in metrics {
      let unit = metric.text("unit") ?? ""
      let what = [
        metric.text("kind") ?? "", unit == "count" ? "" : metric.text("currency") ?? unit,
      ].filter { !$0.isEmpty }.joined(separator: ", ")
      table.rows.append([
        Text(metric.text("metric") ?? "?"), Text(what), Text(metric.text("serves") ?? "—"),
        Text(metric.text("good") ?? ""),
      ])
    }
    return [""] + table.lines(width: reader.width)
  }

  private static func funnel(_ funnel: JSONValue, _ reader: Reader) -> [Text] {
    var lines: [Text] = ["", "  \(Text("funnel", .faint)) \(funnel.text("name") ?? "?")"]
    var from = funnel.text("from") ?? "?"
    for step in funnel.list("steps") {
      let to = step.text("to") ?? "?"
      let assumed = [
        step.integer("assumed-rate-basis-points").map(share),
        step.integer("assumed-lag-days").map { "\($0) d" },
      ].compactMap(\.self).joined(separator: ", ")
      let who = [
        step.list("roles").compactMap(\.string).joined(separator: ", "),
        step.list("segments").compactMap(\.string).joined(separator: ", "),
      ].filter { !$0.isEmpty }.joined(separator: " of ")
      let rest = [
        assumed.isEmpty ? "" : "assumed \(assumed)", who,
        step.text("credit").map { $0 == "owner" ? "" : "credit \($0)" } ?? "",
      ].filter { !$0.isEmpty }.joined(separator: " · ")
      let path: Text = "    \(from) → \(to)"
      lines.append(
        (path + Text.spaces(max(2, 32 - path.width)) + Text(rest)).cut(to: reader.width))
      from = to
    }
    return lines
  }

  private static func members(
    _ rows: [JSONValue], _ quotas: [JSONValue], _ reader: Reader
  ) -> [Text] {
    var table = Table(
      [("who", .left), ("role", .left), ("led by", .left), ("asked, a week", .left)])
    for row in rows where row.text("type") == "coxswain.member.joined" {
      guard let data = row["data"], let id = data.text("member") else { continue }
      let asked = quotas.filter { $0.text("member") == id }.map { quota in
        "\(quota.field("weekly")) \(quota.field("metric"))"
      }
      let ramp = data["ramp"]?.text("name").map { "ramp \($0)" }
      let left = row.text("left").map { "leaves on \($0)" }
      let segment = data.text("segment").map { ", \($0)" } ?? ""
      table.rows.append([
        Text(id), Text((data.text("role") ?? "?") + segment), Text(data.text("manager") ?? "—"),
        Text(
          (asked + [ramp, left].compactMap(\.self) + data.list("sources").compactMap(\.string))
            .joined(separator: " · ")),
      ])
    }
    return table.rows.isEmpty ? [] : [""] + table.lines(width: reader.width)
  }

  /// `12.5%`.
  static func share(_ points: Int64) -> String { "\(Figure.number(Double(points) / 100))%" }
}
