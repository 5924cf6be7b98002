package import JSONText

/// What a playbook changes: the events that applying it appends (`cox playbook apply`).
package enum PlaybookPage {
  package static func records(_ result: JSONValue) -> Records {
    Records(["type", "subject", "summary"], of: result.list("events"))
  }

  package static func screen(
    _ result: JSONValue, file: String, isDryRun: Bool, for reader: Reader
  ) -> [Text] {
    let events = result.list("events")
    let count = counted(Int64(events.count), "change")
    guard !events.isEmpty else {
      return ["\(file) says what already holds: nothing to change."]
    }
    let heading: Text = isDryRun ? "\(count) would be made by \(file)" : "\(count) made by \(file)"
    var lines = [Layout.heading(heading, width: reader.width), ""]
    for event in events.prefix(40) { lines += change(event, width: reader.width) }
    if events.count > 40 { lines.append("  and \(events.count - 40) more (--json shows all)") }
    lines += [""]
    lines += [Layout.next(isDryRun ? ["cox playbook apply \(file)"] : ["cox team", "cox status"])]
    return lines
  }

  private static func change(_ event: JSONValue, width: Int) -> [Text] {
    let type = event.text("type") ?? "?"
    let name = type.hasPrefix("coxswain.") ? String(type.dropFirst(9)) : type
    let head: Text = "  \(Text("+", .good)) \(name)"
    let column = max(24, head.width + 2)
    let words = Layout.wrapped(Text(event.text("summary") ?? ""), width: width - column)
    guard let first = words.first else { return [head] }
    return [head + Text.spaces(column - head.width) + first]
      + words.dropFirst().map { Text.spaces(column) + $0 }
  }
}
