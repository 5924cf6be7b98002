import JSONText

/// One metric of a week: how far, against what, and what that means.
struct WeekLine {
  let metric: MetricName
  let done: Double
  let quota: Double?
  let target: Double?
  let expected: Double?
  let chance: Double?
  let state: String

  init(_ row: JSONValue) {
    metric = MetricName(
      name: row.text("name") ?? row.text("metric") ?? "?", unit: row.text("unit"),
      currency: row.text("currency"))
    done = row.number("done") ?? 0
    quota = row.number("quota")
    target = row.number("target") ?? quota
    expected = row.number("expected")
    chance = row.number("chance")
    state = row.text("state") ?? "none"
  }

  /// How much help is due, the smaller the sooner: by the chance, and where none can be told by what
  /// is missing, between those that are rather missed and those that are rather made.
  var urgency: (rank: Int, odds: Double, missing: Double) {
    let due = expected ?? 0
    let missing = due > 0 ? max(0, 1 - done / due) : 0
    guard let chance else { return (1, 1, -missing) }
    return (chance < 0.5 ? 0 : 2, chance, -missing)
  }

  /// `8`, and `6.4 of 8` where absence or a late start has shortened the week.
  var quotaText: Text {
    guard let target else { return Text("–", .faint) }
    guard let quota, abs(quota - target) > 0.05 else { return Text(metric.figure(target)) }
    return "\(metric.figure(target)) of \(metric.figure(quota))"
  }

  /// The quota alone, for a full week.
  var quotaFigure: String { (quota ?? target).map { metric.figure($0) } ?? "–" }

  /// The bar; blank where there is no quota to compare with.
  func bar(cells: Int = Bar.cells) -> Text {
    guard let target else { return Text.spaces(cells) }
    let style: Style = state == "behind" ? .look : .good
    return Bar.text(done, of: target, cells: cells).styled(style)
  }

  /// What the number means: `2 short of 4.8 tonight · 22% to make it`, `done`, `ahead (2.4)`.
  func meaning(weekIsOpen: Bool) -> Text {
    guard let target else { return Text("no quota", .faint) }
    if target == 0 { return Text("excused", .faint) }
    if done >= target { return Text("done", .good) }
    guard weekIsOpen else {
      return Text(short(of: target), .look).or(Text("\(gap(to: target)) short", .look))
    }
    let due = expected ?? target
    if state != "behind" {
      if done > due { return Text("ahead (\(metric.figure(due)))", .good) }
      // Until the evening what it asks for may still be to come.
      let tonight = done < due ? " tonight" : ""
      return Text("on pace (\(metric.figure(due))\(tonight))", .good).or(Text("on pace", .good))
    }
    let odds = chance.map { " · \(Figure.chance($0))" } ?? ""
    let make = chance == nil ? "" : " to make it"
    return Text("\(short(of: due)) tonight\(odds)\(make)", .look)
      .or(Text("\(short(of: due))\(odds)\(make)", .look))
      .or(Text("\(short(of: due))\(odds)", .look))
      .or(Text(short(of: due), .look))
      .or(Text("\(gap(to: due)) short", .look))
  }

  // Rounded up: nobody holds 0.8 of a conversation.
  func short(of due: Double) -> String { "\(gap(to: due)) short of \(metric.figure(due))" }

  private func gap(to due: Double) -> String { metric.figure(max(0, due - done).rounded(.up)) }
}
