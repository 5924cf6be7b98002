import Domain
import YAMLText

extension PlaybookReader {
  func calendar(_ top: YAMLFields) throws(YAMLFault) -> CalendarDefined {
    let calendar = CalendarDefined(
      weekStarts: try top["week-starts"].map { node throws(YAMLFault) in
        try weekday(node, "week-starts")
      } ?? .monday,
      workingDays: try top["working-days"].map { node throws(YAMLFault) in
        try workingDays(node)
      } ?? [.monday, .tuesday, .wednesday, .thursday, .friday],
      closeAfterSeconds: try top["close-after"].map { node throws(YAMLFault) in
        try hours(node, "close-after")
      } ?? 12 * 3600,
      zone: zone,
      fiscalYearStarts: try top["fiscal-year-starts"].map { node throws(YAMLFault) in
        try fiscalYear(node)
      } ?? .newYear,
      holidays: try holidays(top["holidays"], "holidays"),
      calendars: try calendars(top["calendars"]))
    let all = calendar.holidays + calendar.calendars.flatMap(\.holidays)
    // All of them are one event; it has a size to keep to.
    guard all.reduce(0, { $0 + $1.name.utf8.count + 24 }) <= 40_000 else {
      let node = top["holidays"] ?? top["calendars"]
      throw YAMLFault(
        at: node?.mark ?? top.mark,
        "There are too many holidays (\(all.count)): drop past years, or name each by its "
          + "month and day, such as 12-25, when it is the same every year.")
    }
    return calendar
  }

  private func weekday(_ node: YAMLNode, _ what: String) throws(YAMLFault) -> Weekday {
    let name = try node.text(what)
    guard let day = Weekday(name: name) else {
      throw node.fault("\(what): \(name) is no day of the week, such as monday or mon.")
    }
    return day
  }

  private func workingDays(_ node: YAMLNode) throws(YAMLFault) -> [Weekday] {
    var days: [Weekday] = []
    for entry in try node.list("working-days") {
      let day = try weekday(entry, "working-days")
      guard !days.contains(day) else {
        throw entry.fault("working-days names \(day.name) twice.")
      }
      days.append(day)
    }
    guard !days.isEmpty else { throw node.fault("working-days must name at least one day.") }
    return days
  }

  /// Seconds in hours or minutes of up to seven days.
  func hours(_ node: YAMLNode, _ what: String) throws(YAMLFault) -> Int {
    let text = try node.text(what)
    let units: [Character: Int] = ["h": 3600, "m": 60]
    guard let unit = text.last.flatMap({ units[$0] }),
      text.utf8.dropLast().allSatisfy({ 48...57 ~= $0 }),
      let count = Int(text.dropLast()), count <= 7 * 24 * 3600 / unit
    else {
      throw node.fault(
        "\(what) must be hours or minutes up to seven days, such as 12h or 90m, not \(text).")
    }
    return count * unit
  }

  private func fiscalYear(_ node: YAMLNode) throws(YAMLFault) -> YearDay {
    let text = try node.text("fiscal-year-starts")
    guard let day = YearDay(text), day.month != 2 || day.day < 29 else {
      throw node.fault(
        "fiscal-year-starts must be a month and a day of every year such as 04-01, not \(text).")
    }
    return day
  }

  private func holidays(_ node: YAMLNode?, _ what: String) throws(YAMLFault) -> [Holiday] {
    var holidays: [Holiday] = []
    for entry in try node?.map(what) ?? [] {
      guard let day = HolidayDay(entry.key) else {
        throw YAMLFault(
          at: entry.mark,
          "\(what): \"\(entry.key)\" is no day. Write 12-25 for the same day every year, "
            + "or 2026-04-06 for one date.")
      }
      holidays.append(Holiday(day: day, name: try entry.value.text("\(what), \(entry.key)")))
    }
    return holidays
  }

  private func calendars(_ node: YAMLNode?) throws(YAMLFault) -> [OwnCalendar] {
    var calendars: [OwnCalendar] = []
    for entry in try node?.map("calendars") ?? [] {
      let what = "calendar \(entry.key)"
      try checkName(entry, what)
      let settings = try entry.value.fields(what, known: PlaybookKeys.calendar)
      calendars.append(
        OwnCalendar(
          name: entry.key,
          workingDays: try settings["working-days"].map { node throws(YAMLFault) in
            try workingDays(node)
          },
          holidays: try holidays(settings["holidays"], "\(what), holidays")))
    }
    return calendars
  }

  func day(_ node: YAMLNode, _ what: String) throws(YAMLFault) -> LocalDay {
    let text = try node.text(what)
    guard let day = LocalDay(text) else {
      throw node.fault("\(what) must be a day such as 2026-01-05, not \(text).")
    }
    return day
  }
}
