package import JSONText

/// The columns of exported views: stable names, new ones only at the right.
package enum ViewExport {
  /// One row a member, week and metric, of answers to `week`.
  package static func weeks(_ answers: [JSONValue]) -> Records {
    let own = [
      "metric", "name", "kind", "unit", "currency", "done", "quota", "target", "expected", "need",
      "chance", "state",
    ]
    var records = Records(["member", "week", "from", "to", "week_state"] + own)
    for answer in answers {
      let week = answer["week"] ?? .null
      let head =
        [answer["member"]?.text("id") ?? ""] + ["label", "from", "to", "state"].map(week.field)
      records.rows += answer.list("rows").map { row in head + own.map(row.field) }
    }
    return records
  }

  /// One row a member, week and metric with something done, of rows of `counts` by metric.
  package static func counts(_ counts: [(metric: String, rows: [JSONValue])]) -> Records {
    var records = Records(["metric", "member", "week", "done"])
    for (metric, rows) in counts {
      records.rows += rows.map { row in
        [metric] + ["member", "week", "done"].map(row.field)
      }
    }
    return records
  }

  /// One row a deal, of rows of `deals`.
  package static func deals(_ rows: [JSONValue]) -> Records {
    Records(
      [
        "deal", "owner", "account", "state", "stage", "amount", "currency", "reason", "opened",
        "closed", "age_days",
      ], of: rows)
  }
}
