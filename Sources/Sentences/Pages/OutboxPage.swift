package import JSONText

/// What is said of events that wait for a daemon (`cox outbox`, and every command while they wait).
package enum OutboxPage {
  /// Why an event waits: `no daemon answers now (nothing listens there at /run/…)`.
  package static func why(_ reason: String, isUnknown: Bool) -> Text {
    isUnknown
      ? "the answer got lost (\(reason)); sending it twice counts once"
      : "no daemon takes it now (\(reason))"
  }

  /// The reply to a write that no daemon took yet.
  package static func kept(verb: Text, why: Text, for reader: Reader) -> [Text] {
    let lines = Layout.wrapped(verb + " · kept here: " + why + ".", width: reader.width)
    return lines + [
      Layout.next(["the next cox command that gets through sends it", "take it back: cox undo"])
    ]
  }

  /// The same as a row.
  package static func keptRecords(id: String) -> Records {
    Records(["id", "kept"], [[id, "true"]])
  }

  /// What the command that got through says of those before it; nothing when nothing moved.
  package static func sent(_ stored: Int, left: Int, doubts: [Text], refused: [Text]) -> [Text] {
    var lines: [Text] = []
    if stored > 0 {
      let events = counted(Int64(stored), "event")
      lines.append("cox: sent \(events) that waited here; what comes next knows \(them(stored)).")
    }
    lines += doubts.map { "     " + $0 }
    if !refused.isEmpty {
      let events = counted(Int64(refused.count), "event")
      lines.append(
        "cox: \(events) that waited here cannot be taken; put aside, nothing is lost.")
      lines += refused.map { "     " + $0 }
      lines.append("     see them:  " + Text("cox outbox", .strong))
    }
    if left > 0 {
      let wait: Text = left == 1 ? "waits" : "wait"
      lines.append("cox: \(counted(Int64(left), "event")) still \(wait) here for a daemon.")
    }
    return lines
  }

  /// Lines of an outbox's files that this version does not know.
  package static func unreadable(_ count: Int, _ folder: String) -> Text {
    "cox: \(counted(Int64(count), "line")) in \(folder) cannot be read by this version; nothing of it is sent, and it stays as it is."
  }

  private static func them(_ count: Int) -> Text { count == 1 ? "it" : "them" }

  /// The outbox cannot be read; the command goes on without.
  package static func unusable(_ path: String, reason: String) -> Text {
    "cox: what may wait at \(path) cannot be sent (\(reason))."
  }

  /// `conversation · acme: why`.
  package static func line(_ event: JSONValue, _ why: Text) -> Text {
    EventPhrase.of(event) + ": " + why
  }

  /// Everything that waits, and what was refused.
  package static func screen(
    waiting: [JSONValue], refused: [JSONValue], for reader: Reader
  ) -> [Text] {
    var lines: [Text] = []
    if waiting.isEmpty {
      lines.append("Nothing waits here.")
    } else {
      lines += [
        Layout.heading(
          "\(counted(Int64(waiting.count), "event")) \(waiting.count == 1 ? "waits" : "wait") for a daemon",
          width: reader.width), "",
      ]
      lines += table(waiting, last: "outbox", reader)
      lines += ["", Layout.next(["send it: cox status", "take the newest back: cox undo"])]
    }
    guard !refused.isEmpty else { return lines }
    lines += [
      "",
      Layout.heading(
        "\(counted(Int64(refused.count), "event")) put aside", "nothing of it counts",
        width: reader.width), "",
    ]
    lines += table(refused, last: "refused", reader)
    lines += ["", Layout.next(["say it again as it should be, then: cox outbox --forget"])]
    return lines
  }

  private static func table(_ rows: [JSONValue], last: String, _ reader: Reader) -> [Text] {
    let today = reader.local(reader.now, zone: nil).time.day
    var table = Table([("said", .left), ("what", .left), (last == "outbox" ? "for" : "why", .left)])
    table.rows = rows.map { row in
      let said = row.text("said").flatMap { Moment($0) }.map { reader.local($0, zone: nil).time }
      return [
        Text(said.map { "\(Days.plain($0.day, today: today)) \($0.clock)" } ?? "?"),
        EventPhrase.of(row["event"] ?? .null), Text(row.text(last) ?? ""),
      ]
    }
    return table.lines(width: reader.width)
  }

  /// One row an event.
  package static func records(waiting: [JSONValue], refused: [JSONValue]) -> Records {
    var records = Records(["outbox", "state", "said", "id", "type", "data", "reason"])
    for (state, rows) in [("waiting", waiting), ("refused", refused)] {
      records.rows += rows.map { row in
        let event = row["event"] ?? .null
        return [
          row.field("outbox"), state, row.field("said"), event.field("id"), event.field("type"),
          event.field("data"), row.field("refused"),
        ]
      }
    }
    return records
  }
}
