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
    let remarks = remarks(result, file: file, for: reader)
    guard !events.isEmpty else {
      return ["\(file) says what already holds: nothing to change."] + remarks
    }
    let heading: Text = isDryRun ? "\(count) would be made by \(file)" : "\(count) made by \(file)"
    var lines = [Layout.heading(heading, width: reader.width), ""]
    for event in events.prefix(40) { lines += change(event, width: reader.width) }
    if events.count > 40 { lines.append("  and \(events.count - 40) more (--json shows all)") }
    lines += remarks + [""]
    lines += [Layout.next(isDryRun ? ["cox playbook apply \(file)"] : ["cox team", "cox status"])]
    return lines
  }

  /// What a file may mean and yet deserves a look.
  private static func remarks(_ result: JSONValue, file: String, for reader: Reader) -> [Text] {
    let remarks = result.list("remarks")
    guard !remarks.isEmpty else { return [] }
    var lines: [Text] = ["", "  \(Text("Worth a look", .look))"]
    for remark in remarks.prefix(10) {
      let place = "\(file):\(remark.field("line")):\(remark.field("column")): "
      let words = Layout.wrapped(
        Text(place + (remark.text("message") ?? "")), width: reader.width - 4)
      lines += words.map { Text.spaces(4) + $0 }
    }
    if remarks.count > 10 { lines.append("    and \(remarks.count - 10) more (--json shows all)") }
    return lines
  }

  /// What to do with a playbook that was just begun.
  package static func started(_ file: String, _ kind: Starter) -> [Text] {
    [
      "\(file) is a playbook to make your own (\(kind.rawValue)).",
      "Change names, accounts (unix) and quotas; then see what it would do:",
      Layout.next(["cox playbook apply \(file) --dry-run"]),
    ]
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
