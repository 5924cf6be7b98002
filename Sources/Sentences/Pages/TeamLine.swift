import JSONText

/// One member in the team's table: what may stand in the way, and the week.
struct TeamLine {
  private let row: JSONValue
  private let reader: Reader
  private let today: Day
  private let isRunning: Bool
  private let lines: [WeekLine]
  private let alerts: [JSONValue]

  init(_ row: JSONValue, isRunning: Bool = true, today: Day, for reader: Reader) {
    self.row = row
    self.isRunning = isRunning
    self.reader = reader
    self.today = today
    lines = row.list("lines").map { WeekLine($0) }
    alerts = row.list("alerts")
  }

  /// The member's lines: the first with name and bar, the others with more words.
  func cells(isNarrow: Bool) -> [[Text]] {
    let name = Text(row.text("name") ?? row.text("member") ?? "?").cut(to: 16)
    let words = questions
    let blank: [Text] = isNarrow ? [""] : ["", ""]
    return words.enumerated().map { place, text in
      place == 0 ? [name, text] + week(isNarrow) : ["", text] + blank
    }
  }

  /// Whether nothing was heard of somebody who is asked for something.
  private var isUnknown: Bool {
    // Of who is away all week no source has anything to report.
    if AwayPhrase.isAllAway(row) || row.integer("days") == 0 { return false }
    return row.flag("known") == false && row.text("because") != "fine"
  }

  /// Of what runs behind, that with which help is due first.
  private var mostUrgent: WeekLine? {
    lines.filter { $0.state == "behind" }.min { $0.urgency < $1.urgency }
  }

  /// What may stand in the way: an open talk first, then what runs behind; a dash for nothing.
  private var questions: [Text] {
    let off = DaysOffText(row)
    let told = AwayPhrase.excused(row, today: today, after: "away ").map { [$0] } ?? []
    let away = off.isEmpty ? told : [off.text(today: today)]
    let talks = alerts.filter { $0.text("level") == "conversation" }.flatMap { talk($0) }
    let unknown = isUnknown ? [Text("no data: unknown, not zero", .faint)] : []
    if !talks.isEmpty || isUnknown { return talks + unknown + away }
    if let first = mostUrgent {
      let count = lines.count { $0.state == "behind" }
      let more = count > 1 ? ", +\(count - 1)" : ""
      guard isRunning else {
        let short = first.short(of: first.target ?? 0)
        return [Text("\(first.metric.name) \(short)\(more)", .look)] + away
      }
      let odds = first.chance.map { ", \(Figure.chance($0)) to make it" } ?? ""
      return [
        Text("\(first.metric.name) behind pace\(odds)\(more)", .look)
          .or(Text("\(first.metric.name)\(odds)\(more)", .look))
          .or(Text("\(first.metric.name) behind pace\(more)", .look))
      ] + away
    }
    return away.isEmpty ? [Text("—", .faint)] : away
  }

  /// `conversations short in weeks 42–46`, `28 of 40 · chance 3% · since Thu`.
  private func talk(_ alert: JSONValue) -> [Text] {
    let metric = MetricName(name: alert.text("name") ?? alert.text("metric") ?? "?", unit: "count")
    guard let run = alert.integer("run") else {
      return [Text("\(metric.name): a talk is due", .act)]
    }
    var facts: [Text] = []
    if let total = alert.number("total"), let mean = alert.number("mean") {
      facts.append("\(Figure.number(total)) of \(Figure.number(mean))")
    }
    if let p = alert.number("p") { facts.append("chance \(Figure.chance(p))") }
    if let raised = alert.text("raised").flatMap({ Moment($0) }) {
      let day = reader.local(raised, zone: nil).time.day
      facts.append("since \(Days.recent(day, today: today))")
    }
    let weeks = Weeks.run(alert.list("weeks").compactMap(\.string))
    let short = "\(metric.plural) short in \(weeks.isEmpty ? counted(run, "week") : weeks)"
    let title = Text("\(short): a talk is due", .act).or(Text(short, .act))
      .or(Text(weeks.isEmpty ? short : "\(metric.plural), \(weeks)", .act))
    return [title, facts.joined(" · ").or(Array(facts.prefix(2)).joined(" · "))]
  }

  /// The metric that the words are about, else the first one with a quota.
  private func week(_ isNarrow: Bool) -> [Text] {
    let talked = alerts.first { $0.text("level") == "conversation" }?.text("metric")
    let shown =
      zip(row.list("lines"), lines).first { $0.0.text("metric") == talked }?.1
      ?? mostUrgent ?? lines.first { $0.target != nil }
    guard !isUnknown, let shown else {
      let none: Text = isUnknown ? "" : Text("no quota", .faint)
      return isNarrow ? [none] : [none, ""]
    }
    let figures: Text =
      "\(shown.metric.figure(shown.done))/\(shown.metric.figure(shown.target ?? 0))"
    return isNarrow
      ? [shown.bar(cells: 5) + " " + figures]
      : [shown.bar(cells: 8), (figures + " \(shown.metric.name)").cut(to: 20)]
  }
}
