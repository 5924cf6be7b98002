package import JSONText

/// Why the team stands in this order, and what chance alone would bring (`cox team --why`).
package enum TeamWhyPage: Page {
  package static func records(_ result: JSONValue) -> Records { TeamPage.records(result) }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    let today = reader.now(of: result, zone: nil).time.day
    let label = Weeks.named(result.text("week") ?? "?", today: today)
    var lines = [Layout.heading("Why this order, \(label)", "never by volume", width: reader.width)]
    lines += said(
      """
      First who has an open talk, the least like chance before others; then who runs behind, the \
      least likely to make it first, then those of whom no chance can be told by what is missing, then \
      who makes it rather than not; then of whom nothing is known; then all others by name.
      """, reader)
    lines.append("")
    for row in result.list("rows") {
      let name = Text(row.text("name") ?? row.text("member") ?? "?").cut(to: 16)
      let words = Layout.wrapped(
        reason(row, TeamPage.isRunning(result)), width: max(20, reader.width - 20))
      for (place, text) in words.enumerated() {
        let head = place == 0 ? "  " + name + Text.spaces(18 - name.width) : Text.spaces(20)
        lines.append(head + text)
      }
    }
    lines += [""] + byChance(result, reader)
    let first = result.list("rows").first?.text("member") ?? "MEMBER"
    return lines + [Layout.next(["cox week --why --member \(first)", "cox alerts --why"])]
  }

  private static func reason(_ row: JSONValue, _ isRunning: Bool) -> Text {
    let talks = row.list("alerts").filter { $0.text("level") == "conversation" }
    switch row.text("because") {
    case "talk":
      return talks.map { alert in
        let total = Figure.number(alert.number("total") ?? 0)
        let mean = Figure.number(alert.number("mean") ?? 0)
        return Text(
          """
          talk \(alert.text("alert") ?? "?"): \(total) of \(mean) \(alert.text("metric") ?? ""); \
          chance alone brings as little \(Figure.chance(alert.number("p") ?? 1)) of the time
          """)
      }.joined("; ")
    case "behind":
      return row.list("lines").map { WeekLine($0) }.filter { $0.state == "behind" }.map { line in
        guard isRunning else {
          return Text("\(line.metric.name) \(line.short(of: line.target ?? 0))")
        }
        let due = line.metric.figure(line.expected ?? 0)
        let odds = line.chance.map { ", \(Figure.chance($0)) to make it" } ?? ""
        return Text(
          "\(line.metric.name) \(line.metric.figure(line.done)), due by tonight \(due)\(odds)")
      }.joined("; ")
    case "unknown": return "no source has reported for this week: unknown, not zero"
    default: return "nothing runs behind"
    }
  }

  private static func byChance(_ result: JSONValue, _ reader: Reader) -> [Text] {
    guard let chance = result["by_chance"], let open = chance.number("open"),
      let raised = chance.number("raised")
    else { return [] }
    return said(
      """
      Expected by chance: \(hundredths(open)) open talks, \(hundredths(raised)) new ones a week. \
      For everybody whose true rate is the quota exactly: how often a run of weeks below it comes \
      out so low that the rule speaks, summed over all quotas that count; with one person one talk \
      is open at most. You see \(result.integer("open_talks") ?? 0).
      """, reader)
  }

  private static func hundredths(_ value: Double) -> String {
    let count = Int((value * 100).rounded())
    return "\(count / 100).\(two(count % 100))"
  }

  private static func said(_ text: Text, _ reader: Reader) -> [Text] {
    Layout.wrapped(text, width: reader.width - 2).map { "  " + $0 }
  }
}
