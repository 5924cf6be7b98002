package import JSONText

/// One event of the log as a line, while following it (`cox tail`).
package enum EventLine {
  package static let names = ["seq", "at", "by", "type", "subject", "source", "id", "time", "data"]

  /// The fields of one event for a pipe.
  package static func row(_ item: JSONValue) -> [String] {
    let event = item["event"] ?? .null
    return names.map { name in
      ["seq", "at", "by"].contains(name) ? item.field(name) : event.field(name)
    }
  }

  /// `17:02:11  e-7    conversation  ana  acme · D-12 · 25 min`; a narrow page has no columns to keep.
  package static func line(_ item: JSONValue, for reader: Reader) -> Text {
    let event = item["event"] ?? .null
    let moment = (item.text("at") ?? event.text("time")).flatMap { Moment($0) }
    let time = moment.map { reader.local($0, zone: nil).time }
    let who = event.text("subject") ?? item.text("by") ?? ""
    let number: Text = item.integer("seq").map { "e-\($0)" } ?? ""
    guard reader.width >= 60 else {
      let words: [Text] = [kind(event), Text(who), detail(event)]
      return (number + " " + words.joined(" · ")).trimmed.cut(to: reader.width)
    }
    let clock = time.map { "\($0.clock):\(two($0.second))" } ?? "--:--:--"
    let name = Text(who) + Text.spaces(max(2, 12 - DisplayWidth.of(who)))
    var line: Text = "\(clock, .faint)  \(number)"
    line = line + Text.spaces(max(2, 18 - line.width)) + kind(event)
    line = line + Text.spaces(max(2, 38 - line.width)) + name + detail(event)
    return line.trimmed.cut(to: reader.width)
  }

  private static func kind(_ event: JSONValue) -> Text {
    let type = event.text("type") ?? "?"
    let name = type.hasPrefix("coxswain.") ? String(type.dropFirst(9)) : type
    switch name {
    case "activity.logged": return Text(event["data"]?.text("metric") ?? name)
    case "deal.won": return Text("deal won", .good)
    case "deal.lost": return "deal to learn from"
    case "alert.raised": return Text("alert raised", .act)
    case "plan.recalibrated": return Text("rates moved", .look)
    default: return Text(name.split(separator: ".").joined(separator: " "))
    }
  }

  private static func detail(_ event: JSONValue) -> Text {
    let data = event["data"] ?? .null
    if event.text("type") == "coxswain.plan.recalibrated" { return moved(data) }
    let money = data.integer("amount").map { Figure.money($0, data.text("currency")) }
    let names = [
      "account", "outcome", "deal", "stage", "alert", "week", "member", "quota", "goal",
    ]
    let parts: [Text] = names.map {
      Text($0 == "member" && data.text($0) == event.text("subject") ? "" : data.text($0) ?? "")
    }
    let minutes = data.number("minutes").map { Text("\(Figure.number($0)) min") } ?? ""
    return (parts + [minutes, Text(money ?? ""), Text(data.text("reason") ?? "")]).joined(" · ")
  }

  /// `conversation 8 → 6 a week? · marc/revenue/FY2026`: a question, for nothing changes by it.
  private static func moved(_ data: JSONValue) -> Text {
    let (was, now) = (data.number("was") ?? 0, data.number("weekly") ?? 0)
    let metric = data.text("metric") ?? "?"
    return "\(metric) \(Figure.number(was)) → \(Figure.number(now)) a week? · "
      + Text(data.text("goal") ?? "")
  }
}
