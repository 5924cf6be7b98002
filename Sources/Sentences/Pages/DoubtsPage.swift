package import JSONText

/// What is odd about the data, the most frequent first, with records to look at (`cox doubts`).
package enum DoubtsPage: Page {
  package static func records(_ result: JSONValue) -> Records {
    Records(
      ["kind", "count", "examples"],
      result.list("rows").map {
        [$0.field("kind"), $0.field("count"), examples($0).map { "\($0)" }.joined(separator: " ")]
      })
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    let rows = result.list("rows").sorted {
      ($1.integer("count") ?? 0, $0.text("kind") ?? "")
        < ($0.integer("count") ?? 0, $1.text("kind") ?? "")
    }
    let sum = rows.reduce(0) { $0 + ($1.integer("count") ?? 0) }
    guard let first = rows.first else { return ["Nothing about the data is in doubt."] }
    var table = Table([("", .right), ("what", .left), ("records", .left)])
    table.rows = rows.map { row in
      [
        Text(Figure.thousands(row.integer("count") ?? 0), .look), Text(said(row)),
        Text(examples(row).prefix(4).map { "#\($0)" }.joined(separator: " "), .faint),
      ]
    }
    let total = Text("\(Figure.thousands(sum)) in all")
    return [Layout.heading("Doubts about the data", total, width: reader.width)]
      + table.lines(width: reader.width)
      + [
        "", Layout.next([look(result, first), "cox amend", "cox retract"]).cut(to: reader.width),
      ]
  }

  private static func examples(_ row: JSONValue) -> [Int64] {
    row.list("examples").compactMap(\.integer)
  }

  /// The command that shows the first record: a cursor stands before what comes next.
  private static func look(_ result: JSONValue, _ row: JSONValue) -> Text {
    guard let seq = examples(row).first, seq > 0,
      let store = result.text("at")?.split(separator: ":").first.map({ String($0) })
    else { return "cox tail" }
    return Text("look at #\(seq): cox tail --from \(store):\(seq - 1)")
  }

  /// What a kind means, in words; a kind this version does not know keeps its name.
  private static func said(_ row: JSONValue) -> String {
    let kind = row.text("kind") ?? "?"
    return words[kind] ?? kind
  }

  private static let words = [
    "close-before-opening": "deals closed before they opened",
    "disputed": "records that somebody sees otherwise",
    "doubtful-credit-note": "credit notes without a win that fits",
    "meeting-ended-twice": "meetings held or missed more than once",
    "repeated-close": "closes of deals that were closed",
    "repeated-opening": "openings of deals that were open",
    "reopened-while-open": "reopenings of deals that were open",
    "step-after-close": "steps of deals that were closed",
    "step-after-meeting": "steps of meetings that were over",
    "suspected-double": "activities that two sources recorded both",
    "time-out-of-range": "events of a time no calendar reaches",
    "too-many-steps": "steps beyond what one deal or meeting takes",
    "unknown-alert": "looks at alerts that are not there",
    "unknown-credit": "shares of a win for nobody in the playbook",
    "unknown-deal": "deals that nothing opened",
    "unknown-metric": "activities the playbook does not have",
    "unknown-subject": "events about nobody in the playbook",
    "unknown-target": "corrections of what is not there",
    "unknown-zone": "zones that no clock knows",
  ]
}
