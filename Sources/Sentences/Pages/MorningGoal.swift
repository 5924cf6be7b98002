import JSONText

/// Goals on the morning page: where the one stands that is worked for, and what waits for a word.
enum MorningGoal {
  /// At most three lines: the goal, an offer, and a quota that the rates have left behind.
  static func lines(_ result: JSONValue, for reader: Reader) -> [Text] {
    let width = reader.width
    let today = reader.now(of: result, zone: result["member"]?.text("zone")).time.day
    return [
      standing(result, today, reader).map { line("Toward", $0, "cox plan", width) },
      offer(result.list("offers"), today, width), moved(result.list("moved"), width),
    ].compactMap(\.self)
  }

  /// `Toward     €1.2M by 31 Mar · €750k, 19 of 30 wins`.
  private static func standing(_ result: JSONValue, _ today: Day, _ reader: Reader) -> Text? {
    if let text = PlanLine.toward(result, for: reader) { return text }
    guard let goal = GoalStanding(result) else { return nil }
    let start: Text = "\(goal.figure(goal.amount))\(goal.by(today: today)) · "
    return (start + Text("how far cannot be told: an exchange rate is missing", .look))
      .or(start + Text("an exchange rate is missing", .look))
  }

  /// `Offer      €1.2M revenue by 31 Mar, named by greg, waits for your word`.
  private static func offer(_ offers: [JSONValue], _ today: Day, _ width: Int) -> Text? {
    guard let first = offers.first, let goal = GoalStanding(["goal": first]) else { return nil }
    if offers.count > 1 {
      let all = counted(Int64(offers.count), "offer")
      return line("Offer", Text("\(all) for goals wait for your word"), "cox goal list", width)
    }
    let short: Text = "\(goal.what)\(goal.by(today: today)) waits"
    let by = first.text("by").map { ", named by \($0)," } ?? ""
    let long: Text = "\(goal.what)\(goal.by(today: today))\(by) waits for your word"
    return line(
      "Offer", long.or(short + " for your word").or(short), "cox goal accept", width)
  }

  /// `Moved      your rates: 6 conversations a week would do where 8 stand`.
  private static func moved(_ quotas: [JSONValue], _ width: Int) -> Text? {
    guard let first = quotas.first, let was = first.number("was"), let now = first.number("now")
    else { return nil }
    let metric = MetricName(name: first.text("name") ?? first.text("metric") ?? "?", unit: nil)
    let amount = metric.amount(now)
    let said: Text =
      now < was
      ? "\(amount) a week would do where \(Figure.number(was)) stand"
      : "the goal takes \(amount) a week where \(Figure.number(was)) stand"
    let more = quotas.count > 1 ? " · +\(quotas.count - 1)" : ""
    return line("Moved", ("your rates: " + said + Text(more)).or(said), "cox plan", width)
  }

  /// A labelled line whose text gives way so that its command stays.
  private static func line(_ label: Text, _ text: Text, _ command: Text, _ width: Int) -> Text {
    let room = width - 13 - command.width - 2
    return Layout.labelled(label, text.cut(to: max(12, room)), command: command, width: width)
  }
}
