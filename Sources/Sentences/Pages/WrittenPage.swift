package import JSONText

/// What a write did: `logged e-1042 · conversation 4 of 8 this week, +4 by Fri 17:00` (`cox log`).
package enum WrittenPage {
  /// The reply to one appended event; `verb` is what was done (`logged`, `D-12 won`).
  ///
  /// An event that was sent twice because its first answer got lost is new, whatever the second says.
  package static func screen(
    _ result: JSONValue, verb: Text, id: String, wasSentTwice: Bool = false,
    isCorrection: Bool = false, for reader: Reader
  ) -> [Text] {
    let isKnown =
      !wasSentTwice && result.integer("new") == 0 && (result.integer("dup") ?? 0) > 0
    let short = result.integer("seq").map { "e-\($0)" }
    // What is corrected was named already; a correction is corrected by another one.
    let named: Text = short.map { isCorrection ? verb : verb + " \($0)" } ?? verb
    let head: Text = isKnown ? verb + " before; nothing was added" : named
    if let doubt = doubt(result) {
      return [
        doubt.cut(to: reader.width),
        Layout.next(["take it back: cox retract \(short ?? id)", "cox team", "cox deals --list"]),
      ]
    }
    let effects = result.list("effects").map { effect($0, reader) }
    let first = ([head] + effects.prefix(1)).joined(" · ")
    var lines = [first.cut(to: reader.width)]
    if let idle = idle(result) {
      let together = lines[0] + " · " + idle
      lines = together.width > reader.width ? lines + ["  · " + idle] : [together]
    }
    for more in effects.dropFirst() { lines.append("  · " + more) }
    if result.list("doubts").contains(where: { $0.string == double }) {
      lines.append(Text("  there is a record like it; both count: cox doubts", .look))
    }
    if result.list("doubts").contains(where: { $0.string == "currency-changed" }) {
      lines.append(Text("  the deal was opened in another currency: cox doubts", .look))
    }
    if !isKnown, !isCorrection { lines.append(Layout.next(["take it back: cox undo"])) }
    return lines
  }

  /// Days without anything on a deal that are worth a word.
  private static let idleDays: Int64 = 7

  /// `D-12 was idle for 9 days`; nil where it was not for long.
  private static func idle(_ result: JSONValue) -> Text? {
    guard let idle = result["idle"], let days = idle.integer("days"), days >= idleDays,
      let deal = idle.text("deal")
    else { return nil }
    return "\(deal) was idle for \(days) days"
  }

  private static let double = "suspected-double"
  /// What is doubtful and counts all the same.
  private static let counting: Set = [
    double, "currency-changed", "close-before-opening", "unknown-credit",
  ]

  /// That an event counts nowhere, and why; nil for one that counts.
  package static func doubt(_ result: JSONValue) -> Text? {
    result.list("doubts").compactMap(\.string).first { !counting.contains($0) }.map {
      Text("recorded, and counts nowhere: \(why($0))", .look)
    }
  }

  /// What a doubt means to whoever just wrote the event.
  private static func why(_ doubt: String) -> String {
    switch doubt {
    case "unknown-subject": "nobody in the playbook is called so"
    case "unknown-metric": "the playbook has no such activity"
    case "unknown-deal": "nothing opened that deal"
    case "unknown-target": "what it corrects is not there, or no more"
    case "unknown-alert": "there is no such alert"
    case "doubtful-quota": "it does not fit the quotas there are"
    case "doubtful-goal": "it does not fit the goals there are"
    case "time-in-future": "its day is still to come"
    default: doubt
    }
  }

  /// The answer got lost once; the same id is sent again.
  package static func askingAgain(reason: String) -> Text {
    "cox: unknown whether it is stored (\(reason)); asking again with the same id."
  }

  /// The same as rows: one per effect, at least one.
  package static func records(_ result: JSONValue, id: String) -> Records {
    let names = [
      "member", "metric", "done", "quota", "target", "need", "week", "ends", "by", "until",
    ]
    let head = ["id", "seq", "new", "dup"]
    let own = [id] + head.dropFirst().map { result.field($0) }
    let effects = result.list("effects")
    let rows = (effects.isEmpty ? [.null] : effects).map { effect in
      own + names.map { effect.field($0) }
    }
    return Records(head + names, rows)
  }

  /// `conversation 4 of 8 this week, +4 by Fri 17:00`.
  private static func effect(_ effect: JSONValue, _ reader: Reader) -> Text {
    let metric = MetricName(
      name: effect.text("name") ?? effect.text("metric") ?? "?", unit: effect.text("unit"),
      currency: effect.text("currency"))
    let done = effect.number("done") ?? 0
    guard let target = effect.number("target") ?? effect.number("quota") else {
      return "\(metric.name) \(metric.figure(done)) this week"
    }
    let ends = effect.text("ends").flatMap { Moment($0) }
    if target == 0 { return "nothing of \(metric.name) is asked then" }
    // An earlier week is named; the week that runs is "this week".
    let isOver = ends.map { $0 < reader.now } ?? false
    let today = reader.local(reader.now, zone: nil).time.day
    let week =
      isOver ? "in \(Weeks.named(effect.text("week") ?? "?", today: today))" : "this week"
    let so: Text = "\(metric.name) \(metric.figure(done)) of \(metric.figure(target)) \(week)"
    let need = (effect.number("need") ?? 0).rounded(.up)
    if done >= target { return so + ", " + Text("done", .good) }
    guard need > 0, !isOver else { return so }
    guard let by = Deadline(effect, zone: effect.text("zone"), for: reader) else {
      return so + ", and no working day of it is left"
    }
    return so + ", +\(metric.figure(need)) \(by.short)"
  }
}
