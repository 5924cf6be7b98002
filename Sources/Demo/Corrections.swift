extension SeasonWriter {
  /// What goes wrong in any quarter: a double entry taken back, a wrong duration put right, and a
  /// conversation that turns up two weeks after its week was judged.
  mutating func writeCorrections() {
    let last = season.day(week: season.weeks, day: 0)
    let double = EventLine(
      id: "conv-double", source: EventLine.crm, type: "activity.logged", subject: "marc",
      time: last.adding(minutes: 8 * 60),
      data: [("metric", .text("conversation")), ("account", .text("acme"))])
    deliver(double, after: 2)
    deliver(
      EventLine(
        id: "conv-double-retracted", source: EventLine.crm, type: "event.retracted",
        subject: "marc", time: last.adding(minutes: 9 * 60),
        data: [("id", .text(double.id)), ("reason", .text("entered twice"))]), after: 1)
    deliver(
      EventLine(
        id: "call-1-amended", source: EventLine.dialer, type: "event.amended", subject: "71",
        time: last.adding(minutes: 10 * 60),
        data: [
          ("id", .text("call-1")), ("data", .object([("minutes", .number(9))])),
          ("reason", .text("the dialer missed the second leg")),
        ]), after: 1)
    guard season.weeks >= 3 else { return }
    deliver(
      EventLine(
        id: "conv-late", source: EventLine.crm, type: "activity.logged", subject: "marc",
        time: season.day(week: season.weeks - 2, day: 3).adding(minutes: 14 * 60),
        data: [
          ("metric", .text("conversation")), ("account", .text("kestrel")),
          ("note", .text("found in the notebook")),
        ]), after: 13 * 24 * 60)
  }
}
