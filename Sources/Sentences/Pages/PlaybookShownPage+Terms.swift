import JSONText

extension PlaybookShownPage {
  static func calendar(_ data: JSONValue, _ reader: Reader) -> [Text] {
    let days = days(data)
    let closing = seconds(data, "close-after-seconds")
    let starts = data.text("week-starts") ?? "?"
    let zone = data.text("zone") ?? "?"
    var lines = entry(
      "weeks", "from \(starts), work on \(days), judged \(closing) after their end, \(zone)", reader
    )
    let fiscal = data.text("fiscal-year-starts") ?? "01-01"
    lines += entry("fiscal year", Text("from \(spoken(fiscal))"), reader)
    if let holidays = data["holidays"]?.object, !holidays.isEmpty {
      lines += entry("holidays", holidayNames(holidays), reader)
    }
    for calendar in data["calendars"]?.object ?? [] {
      let own = calendar.value["working-days"] == nil ? "" : "work on \(Self.days(calendar.value))"
      let holidays = holidayNames(calendar.value["holidays"]?.object ?? [])
      lines += entry(
        "calendar", [Text("\(calendar.key): \(own)"), holidays].joined(own.isEmpty ? "" : ", "),
        reader)
    }
    return lines
  }

  static func terms(_ data: JSONValue, _ reader: Reader) -> [Text] {
    var lines: [Text] = []
    for segment in data["segments"]?.object ?? [] {
      lines += entry("segment", Text("\(segment.key): \(segment.value.string ?? "")"), reader)
    }
    for ramp in data["ramps"]?.object ?? [] {
      let steps = (ramp.value.array ?? []).map { step in
        "\(step.field("percent"))% for \(counted(step.integer("weeks") ?? 0, "week"))"
      }
      lines += entry("ramp", Text("\(ramp.key): \(steps.joined(separator: ", "))"), reader)
    }
    let grace = seconds(data, "manager-sees-after-seconds")
    lines += entry("alerts", "the manager sees one \(grace) after the member", reader)
    lines += entry(
      "the few", Text("at most \(data.field("critical-metrics")) activities with a quota each"),
      reader)
    if let every = data.text("one-to-one-every") {
      lines += entry("one-to-one", Text("every \(every)"), reader)
    }
    if let retention = data["retention"]?.object, !retention.isEmpty {
      let kinds = retention.map { "\($0.key) \($0.value.string ?? "")" }
      lines += entry("kept", Text(kinds.joined(separator: " · ")), reader)
    }
    return lines
  }

  /// What other currencies are worth, a line a table.
  static func rates(_ data: JSONValue, _ reader: Reader) -> [Text] {
    data.list("tables").flatMap { table -> [Text] in
      let base = table.text("base") ?? "?"
      let rates = (table["rates"]?.object ?? []).map {
        "1 \($0.key) = \($0.value.string ?? "?") \(base)"
      }
      return entry(
        "rates", Text("from \(table.text("from") ?? "?"): \(rates.joined(separator: " · "))"),
        reader)
    }
  }

  /// A rule with its thresholds as the playbook writes them.
  static func rule(_ data: JSONValue, _ reader: Reader) -> [Text] {
    let name = data.text("rule") ?? "?"
    guard data.flag("enabled") == true else { return entry("rule", Text("\(name): off"), reader) }
    let parameters = (data["parameters"]?.object ?? []).map { parameter in
      let value = parameter.value.integer ?? 0
      for unit in ["-weeks", "-basis-points"] where parameter.key.hasSuffix(unit) {
        let key = parameter.key.dropLast(unit.count)
        return unit == "-weeks" ? "\(key) \(value)" : "\(key) \(share(value))"
      }
      return "\(parameter.key) \(value)"
    }
    return entry("rule", Text("\(name): \(parameters.joined(separator: ", "))"), reader)
  }

  private static func days(_ data: JSONValue) -> String {
    data.list("working-days").compactMap(\.string).map { String($0.prefix(3)) }
      .joined(separator: " ")
  }

  private static func holidayNames(_ holidays: [JSONValue.Member]) -> Text {
    Text(holidays.map { "\($0.key) \($0.value.string ?? "")" }.joined(separator: " · "))
  }

  private static func seconds(_ data: JSONValue, _ name: String) -> Text {
    let seconds = data.integer(name) ?? 0
    return seconds % 3600 == 0 ? "\(seconds / 3600) h" : "\(seconds / 60) min"
  }

  /// `1 April` for 04-01.
  private static func spoken(_ yearDay: String) -> String {
    guard let day = Day("2000-\(yearDay)") else { return yearDay }
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    return "\(day.dayOfMonth) \(months[day.month - 1])"
  }
}
