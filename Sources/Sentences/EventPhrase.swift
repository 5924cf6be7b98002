package import JSONText

/// An event in a few words: `conversation · acme · D-12 · 25 min`.
package enum EventPhrase {
  package static func of(_ event: JSONValue) -> Text {
    let data = event["data"] ?? .null
    let money = data.integer("amount").map { Figure.money($0, data.text("currency")) }
    let named: [Text] = ["account", "deal", "goal", "quota", "stage", "reason"].map {
      Text(data.text($0) ?? "")
    }
    let weekly = data.integer("weekly").map { "\($0) a week" } ?? ""
    let minutes = data.number("minutes").map { "\(Figure.number($0)) min" } ?? ""
    let count = data.number("count").map { $0 == 1 ? "" : "\(Figure.number($0))×" } ?? ""
    return
      ([Text(count), kind(event, data)] + named + [Text(minutes), Text(weekly), Text(money ?? "")])
      .joined(" · ")
  }

  private static func kind(_ event: JSONValue, _ data: JSONValue) -> Text {
    let type = event.text("type") ?? "?"
    let name = type.hasPrefix("coxswain.") ? String(type.dropFirst(9)) : type
    switch name {
    case "activity.logged": return Text(data.text("metric") ?? "activity")
    case "outcome.recorded": return Text(data.text("outcome") ?? "outcome")
    case "deal.lost": return "deal to learn from"
    case "absence.recorded":
      let days = ["first", "last"].compactMap { data.text($0) }
      return Text("away \(days.prefix(days.first == days.last ? 1 : 2).joined(separator: " – "))")
    case "event.amended": return "correction of \(data.text("id") ?? "?")"
    case "event.retracted": return "taking back \(data.text("id") ?? "?")"
    default: return Text(name.split(separator: ".").joined(separator: " "))
    }
  }
}
