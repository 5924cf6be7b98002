/// What an import says when it is over; whole lines, the most important first.
package enum ImportReport {
  /// The verdict in one line.
  ///
  /// "12 of 8,800 rows refused, 8,788 appended, 0 lost."
  package static func verdict(_ tally: ImportTally, verb: String = "appended") -> String {
    let done =
      if tally.sink.known == 0 {
        "\(grouped(tally.withEvents)) \(verb)"
      } else if tally.sink.new == 0 {
        "0 appended, \(grouped(tally.withEvents)) there already"
      } else {
        "\(grouped(tally.withEvents)) in the log "
          + "(events: \(grouped(tally.sink.new)) new, \(grouped(tally.sink.known)) there already)"
      }
    return "\(grouped(tally.refused)) of \(grouped(tally.rows)) rows refused, \(done), "
      + "\(grouped(lost(tally))) lost."
  }

  /// Events whose verdict never came; anything but 0 is a fault of ours or the daemon's.
  package static func lost(_ tally: ImportTally) -> Int {
    tally.eventCount + tally.sink.amended - tally.sink.new - tally.sink.known
      - tally.sink.rejected
  }

  /// Where the refused rows are to be seen.
  package static func refusals(_ tally: ImportTally, command: String) -> [String] {
    guard let first = tally.firstRefused.first else { return [] }
    var lines = ["first: row \(first.place.row): \(first.reason)"]
    if let rejects = tally.rejectPath {
      lines.append("all of them, with row numbers: \(rejects)")
    } else {
      lines.append("all of them:  \(command) --rejects rejects.ndjson")
    }
    return lines
  }

  /// What else a reader of the result should know: nothing is dropped without a word.
  package static func notes(_ tally: ImportTally) -> [String] {
    var notes: [String] = []
    func note(_ count: Int, _ text: String, _ rows: [Int] = []) {
      guard count > 0 else { return }
      let named = rows.map(String.init).joined(separator: ", ")
      let more = count > rows.count ? " …" : ""
      let place = rows.count == 1 ? "row \(named)\(more)" : "rows \(named)\(more)"
      notes.append("\(grouped(count)) \(text)" + (rows.isEmpty ? "" : ": \(place)"))
    }
    if tally.sink.resumedAfter > 0 {
      notes.append(
        "went on after row \(grouped(tally.sink.resumedAfter)): "
          + "an earlier run had sent everything up to it")
    }
    note(
      tally.sink.amended,
      (tally.sink.amended == 1 ? "event changed" : "events changed")
        + " since an earlier import, and amended")
    if tally.sink.amended > 0 {
      notes.append(
        "an amendment changes what an event says, not its type, person or time: a deal whose state, "
          + "owner or date changed stands as it was; cox deal reopen and cox deal hand-over move it"
      )
    }
    note(tally.started, "rows are starts, kept until their end")
    note(tally.neverEnded, "starts never ended", tally.neverEndedRows)
    note(
      tally.unmatched, "rows end something that never started, and are skipped",
      tally.unmatchedRows)
    note(tally.ignored, "rows say nothing, says the mapping")
    note(
      tally.leftOpen, "durations are too long to be work, and are left out", tally.leftOpenRows)
    note(tally.withoutPerson, "events without a person", tally.withoutPersonRows)
    return notes
  }

  /// What the daemon found odd about what came in, and how to look at it.
  package static func doubts(_ before: DoubtCount?, _ after: DoubtCount?) -> [String] {
    guard let before, let after, after.total > 0 else { return [] }
    let kinds = after.since(before).map { "\(grouped($0.count)) \($0.kind)" }
    let more = max(0, after.total - before.total)
    return [
      "\(grouped(after.total)) doubts about the data, "
        + (more == 0 ? "none" : grouped(more)) + " of them new"
        + (kinds.isEmpty ? "" : ": " + kinds.joined(separator: ", ")),
      "look at them:  cox doubts",
    ]
  }

  /// What a dry run found: events by type with a sample of each.
  package static func dryRun(
    _ tally: ImportTally, _ mapping: Mapping, _ sink: borrowing DryRunSink
  ) -> [String] {
    var lines = [
      "dry run, nothing sent: \(grouped(tally.rows)) rows, \(grouped(tally.withEvents)) with events, "
        + "\(grouped(tally.refused)) refused",
      "\(grouped(tally.eventCount)) events:",
    ]
    for (index, rule) in mapping.rules.enumerated() {
      lines.append("  \(grouped(tally.events[index])) \(describe(rule))")
      lines.append(contentsOf: sink.samples[index].map { "    \($0)" })
    }
    if sink.repeated > 0 {
      lines.append("\(grouped(sink.repeated)) events share an id with an earlier one:")
      for one in sink.repeats {
        lines.append("  \(one.id) in rows \(one.rows.map(String.init).joined(separator: " and "))")
      }
    }
    return lines
  }

  /// The event's type with the metric or stage that tells it from others of its type.
  private static func describe(_ rule: EventRule) -> String {
    let telling = rule.data.first { ["metric", "stage", "reason"].contains($0.key) }
    guard case .literal(let text)? = telling?.value.single else { return rule.type }
    return "\(rule.type) \(String(decoding: text, as: UTF8.self))"
  }

  /// 1234567 as 1,234,567.
  package static func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }
}
