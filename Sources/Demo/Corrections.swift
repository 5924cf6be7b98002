extension SeasonWriter {
  /// What goes wrong in any season: a double entry taken back, a wrong duration put right, and a
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
    let late = lateCall ?? "call-1"
    deliver(
      EventLine(
        id: "\(late)-amended", source: EventLine.dialer, type: "event.amended", subject: "71",
        time: last.adding(minutes: 16 * 60),
        data: [
          ("id", .text(late)), ("data", .object([("minutes", .number(9))])),
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
