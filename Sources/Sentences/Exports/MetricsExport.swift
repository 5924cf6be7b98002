package import JSONText

/// What monitoring may know: how the daemon is, and how the week stands, summed over people.
package enum MetricsExport {
  /// The text for the answers to `status`, to `week` of every member and to `alerts`, and for deals;
  /// `byMember` keeps people apart, for whoever may show their numbers to all who look.
  package static func text(
    status: JSONValue, weeks: [JSONValue], alerts: JSONValue?, deals: [JSONValue], byMember: Bool
  ) -> String {
    let team = [("team", status.text("team") ?? "")]
    var out = OpenMetricsText()
    daemon(status, team, &out)
    week(weeks, team, byMember, &out)
    let open = (alerts?.list("rows") ?? []).filter { $0.text("state") == "open" }
    out.family(
      "coxswain_alerts_open", .gauge, "Open alerts that may be seen from here.",
      alerts == nil
        ? []
        : grouped(
          open.map { alert in
            (team + ["rule", "level"].map { ($0, alert.text($0) ?? "") }, 1)
          }, orElse: team))
    out.family(
      "coxswain_deals_by_state", .gauge, "Deals by how they stand.",
      ["open", "won", "lost"].map { state in
        (team + [("state", state)], Double(deals.count { $0.text("state") == state }))
      })
    return out.text
  }

  private typealias Sample = (labels: [(String, String)], value: Double)

  private static func daemon(
    _ status: JSONValue, _ team: [(String, String)], _ out: inout OpenMetricsText
  ) {
    func one(_ group: String?, _ name: String, scale: Double = 1) -> [Sample] {
      let value = (group.map { status[$0] ?? .null } ?? status).number(name)
      return value.map { [(team, $0 * scale)] } ?? []
    }
    func flag(_ value: Bool?) -> [Sample] { value.map { [(team, $0 ? 1 : 0)] } ?? [] }
    out.family("coxswain_events", .counter, "Events in the log.", one(nil, "events"))
    out.family("coxswain_rejected", .counter, "Events refused since start.", one(nil, "rejected"))
    out.family("coxswain_syncs", .counter, "Batches synced since start.", one("sync", "count"))
    for (name, help) in [
      ("members", "Members of the playbook."), ("deals", "Deals that are known."),
      ("clients", "Open connections."), ("ingests", "Open streams of events."),
      ("subscriptions", "Open subscriptions."), ("doubts", "Doubts about the data."),
      ("unknown_types", "Events of types this version does not know."),
    ] {
      out.family("coxswain_\(name)", .gauge, help, one(nil, name))
    }
    out.family("coxswain_log_segments", .gauge, "Segments of the log.", one("log", "segments"))
    out.family(
      "coxswain_log_size", .gauge, unit: "bytes", "Size of the log.", one("log", "bytes"))
    out.family(
      "coxswain_memory", .gauge, unit: "bytes", "Resident memory.", one("memory", "rss"))
    out.family(
      "coxswain_last_sync", .gauge, unit: "seconds", "How long the last sync took.",
      one("sync", "last_us", scale: 1e-6))
    out.family(
      "coxswain_uptime", .gauge, unit: "seconds", "Time since start.", one(nil, "uptime_s"))
    out.family(
      "coxswain_writable", .gauge, "Whether events are taken: 0 when the disk is full.",
      flag(status.flag("writable")))
    out.family(
      "coxswain_clock_doubt", .gauge, "Whether the clock is doubted and no week is judged.",
      flag(status["clock"]?.flag("doubt")))
  }

  private static func week(
    _ weeks: [JSONValue], _ team: [(String, String)], _ byMember: Bool,
    _ out: inout OpenMetricsText
  ) {
    for (field, help) in [
      ("done", "Done in the running week."), ("quota", "Quota of the running week."),
      ("target", "Quota for the days present in the running week."),
      ("expected", "Where the running week should stand tonight."),
      ("need", "What the running week still needs."),
    ] {
      let samples = weeks.flatMap { answer -> [Sample] in
        let member = byMember ? [("member", answer["member"]?.text("id") ?? "")] : []
        return answer.list("rows").compactMap { row in
          row.number(field).map { value in
            (team + member + [("metric", row.text("metric") ?? "")] + kind(row), value)
          }
        }
      }
      out.family("coxswain_week_\(field)", .gauge, help, grouped(samples))
    }
  }

  private static func kind(_ row: JSONValue) -> [(String, String)] {
    [("unit", row.text("unit") ?? "")] + (row.text("currency").map { [("currency", $0)] } ?? [])
  }

  /// Samples of the same labels added up: a text with one of them twice would be invalid.
  private static func grouped(
    _ samples: [Sample], orElse empty: [(String, String)]? = nil
  ) -> [Sample] {
    var places: [String: Int] = [:]
    var sums: [Sample] = []
    for sample in samples {
      let key = sample.labels.map { "\($0.0)=\($0.1)" }.joined(separator: "\u{1f}")
      if let place = places[key] {
        sums[place].value += sample.value
      } else {
        places[key] = sums.count
        sums.append(sample)
      }
    }
    if sums.isEmpty, let empty { return [(empty, 0)] }
    return sums
  }
}
