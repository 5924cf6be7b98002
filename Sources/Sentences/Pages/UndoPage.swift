package import JSONText

/// What `cox undo` says.
package enum UndoPage {
  /// What was done, in front of its effects: `taken back: conversation · acme`.
  package static func verb(_ event: JSONValue) -> Text { "taken back: " + EventPhrase.of(event) }

  /// The reply when the event had not left this machine.
  package static func unsent(_ event: JSONValue, for reader: Reader) -> [Text] {
    [
      (verb(event) + " (it had not been sent)").cut(to: reader.width),
      Layout.next(["the one before: cox undo", "what waits: cox outbox"]),
    ]
  }

  /// The same as a row.
  package static func records(id: String) -> Records { Records(["id", "undone"], [[id, "true"]]) }
}

extension Trouble {
  /// Nothing was said in the last ten minutes.
  package static var nothingToUndo: Trouble {
    Trouble(
      ["you logged nothing in the last ten minutes that could be taken back."],
      [Remedy("find an older one", "cox tail"), Remedy("and take it back", "cox retract ID")],
      exitCode: ExitStatus.noInput)
  }

  /// What was said last is a correction, which stays; `event` is what it is about, or null.
  package static func correctionNotUndone(_ correction: JSONValue, of event: JSONValue) -> Trouble {
    let id = event.integer("seq").map { "e-\($0)" } ?? correction["data"]?.text("id") ?? "ID"
    let about = event == .null ? Text(id) : EventPhrase.of(event)
    let (what, remedy): (Text, Remedy) =
      switch correction.text("type") ?? "" {
      case "coxswain.event.amended":
        ("the correction of", Remedy("say what should hold", "cox amend \(id) …"))
      case "coxswain.event.retracted":
        ("the taking back of", Remedy("say it again", "cox log …"))
      default: ("the dispute of", Remedy("look at both sides", "cox doubts"))
      }
    return Trouble(
      ["what you said last is " + what + " " + about + "; it stays, and nothing was taken back."],
      [remedy, Remedy("take back an older one", "cox tail, then cox retract e-N")],
      exitCode: ExitStatus.usage)
  }

  /// What was typed may be the beginning of an id, which only a daemon can tell.
  package func unresolved(_ typed: String) -> Trouble {
    var copy = self
    copy.what.append("Which event \(typed) is, only the log can tell; nothing was kept.")
    return copy
  }

  /// A short id that names no event which this member may see.
  package static func noSuchEvent(_ typed: String) -> Trouble {
    Trouble(
      ["\(typed) is no event that you may see."], [Remedy("events there are", "cox tail")],
      exitCode: ExitStatus.noInput)
  }

  /// First letters that several events share.
  package static func severalEvents(
    _ typed: String, _ events: [(id: String, event: JSONValue)]
  ) -> Trouble {
    Trouble(
      ["\(typed) may be one of \(events.count) events; a few letters more tell them apart."],
      events.map { Remedy(EventPhrase.of($0.event), Text($0.id)) }, exitCode: ExitStatus.usage)
  }

  /// An event that belongs to no deal has no steps to show.
  package static func noDealOfEvent(_ typed: String) -> Trouble {
    Trouble(
      ["\(typed) belongs to no deal."], [Remedy("deals there are", "cox deals --list")],
      exitCode: ExitStatus.noInput)
  }
}
