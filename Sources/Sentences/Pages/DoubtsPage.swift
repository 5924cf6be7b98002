package import JSONText

/// What is odd about the data, the most frequent first, with records to look at (`cox doubts`).
package enum DoubtsPage: Page {
  package static func records(_ result: JSONValue) -> Records {
    Records(
      ["kind", "count", "examples", "of", "expected", "about"],
      result.list("rows").map { row in
        [
          row.field("kind"), row.field("count"),
          examples(row).map { "\($0)" }.joined(separator: " "),
        ] + ["of", "expected", "about"].map { row.field($0) }
      })
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    let all = result.list("rows").sorted {
      ($1.integer("count") ?? 0, $0.text("kind") ?? "")
        < ($0.integer("count") ?? 0, $1.text("kind") ?? "")
    }
    guard !all.isEmpty else { return ["Nothing about the data is in doubt."] }
    let signs = all.filter { $0["of"] != nil }
    let rows = all.filter { $0["of"] == nil }
    let sum = rows.reduce(0) { $0 + ($1.integer("count") ?? 0) }
    var table = Table([("", .right), ("what", .left), ("records", .left)])
    table.rows = rows.map { row in
      [
        Text(Figure.thousands(row.integer("count") ?? 0), .look), Text(said(row)),
        Text(examples(row).prefix(4).map { "e-\($0)" }.joined(separator: " "), .faint),
      ]
    }
    let total: Text = rows.isEmpty ? "none in single records" : "\(Figure.thousands(sum)) in all"
    var lines = [Layout.heading("Doubts about the data", total, width: reader.width)]
    if !rows.isEmpty { lines += table.lines(width: reader.width) }
    if !signs.isEmpty { lines += ["", "  Over many records, each in order by itself"] }
    lines += signs.flatMap { sign($0).map { "  " + $0 } }
    let first = all.first { !examples($0).isEmpty } ?? .null
    return lines + [
      "", Layout.next([look(first), "cox amend", "cox retract"]).cut(to: reader.width),
    ]
  }

  /// `41 of 52 open deals say no amount`, and what that means for the numbers.
  private static func sign(_ row: JSONValue) -> [Text] {
    let kind = row.text("kind") ?? "?"
    let part = Figure.thousands(row.integer("count") ?? 0)
    let whole = Figure.thousands(row.integer("of") ?? 0)
    let (what, so) = signWords[kind] ?? (kind, "")
    var figures = "\(part) of \(whole)"
    if let expected = row.number("expected") {
      figures += " (\(Figure.thousands(Int64(expected.rounded()))) were to be expected)"
    }
    let about = row.text("about").map { " \($0)" } ?? ""
    let shown = examples(row).prefix(3).map { " e-\($0)" }.joined()
    return [Text("\(figures) \(what)\(about)", .look) + Text(shown, .faint)]
      + (so.isEmpty ? [] : [Text("  \(so)")])
  }

  /// What many records show, and what it means for the numbers.
  private static let signWords = [
    "amounts-missing": (
      "open deals say no amount", "a pipeline in money is a guess until they do"
    ),
    "closed-when-opened": (
      "closed deals closed on the day they opened", "entered when they were over, they show no lag"
    ),
    "crowded-account": (
      "deals are on accounts with far more than others", "is it one name for many?"
    ),
    "others-deals": (
      "activities are on a colleague's deal", "pooled work: read activities by deal, not by person"
    ),
    "quarter-end-wins": (
      "closes in a quarter's last month are wins", "dates may follow the books, not the buyers"
    ),
    "silent-member": (
      "people have not been heard of for 20 weeks or more",
      "did they leave, or did their tool stop?"
    ),
    "stage-drift": (
      "of the newer closed deals reached", "the stage may mean something else by now"
    ),
  ]

  private static func examples(_ row: JSONValue) -> [Int64] {
    row.list("examples").compactMap(\.integer)
  }

  /// The command that shows the first record, and those after it.
  private static func look(_ row: JSONValue) -> Text {
    examples(row).first.map { "look: cox tail --from e-\($0)" } ?? "cox tail"
  }

  /// What a doubt says of one step of a deal.
  static func inTrace(_ kind: String) -> String {
    switch kind {
    case "close-before-opening": "closed before it opened"
    case "currency-changed": "opened in another currency"
    case "unknown-credit": "a share is nobody's"
    case "time-in-future": "counts from its day on"
    default: "no effect: \(kind)"
    }
  }

  /// What a kind means, in words; a kind this version does not know keeps its name.
  private static func said(_ row: JSONValue) -> String {
    let kind = row.text("kind") ?? "?"
    return words[kind] ?? kind
  }

  private static let words = [
    "close-before-opening": "deals closed before they opened",
    "currency-changed": "wins in another currency than the opening",
    "disputed": "records that somebody sees otherwise",
    "doubtful-credit-note": "credit notes without a win that fits",
    "doubtful-goal": "words about goals that fit none",
    "doubtful-quota": "words about quotas that fit none",
    "meeting-ended-twice": "meetings held or missed more than once",
    "repeated-close": "closes of deals that were closed",
    "repeated-opening": "openings of deals that were open",
    "reopened-while-open": "reopenings of deals that were open",
    "step-after-close": "steps of deals that were closed",
    "step-after-meeting": "steps of meetings that were over",
    "suspected-double": "activities that seem to be recorded twice",
    "time-in-future": "closes dated in the future, without effect until then",
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
