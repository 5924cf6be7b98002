package import Domain

/// Every key a playbook may have, by the map it stands in; the schema for editors knows the same.
package enum PlaybookKeys {
  package static let playbook = [
    "team", "zone", "week-starts", "working-days", "close-after", "fiscal-year-starts", "currency",
    "exchange-rates", "holidays", "calendars", "segments", "ramps", "metrics", "funnels", "members",
    "rules",
    "critical-metrics", "manager-sees-after", "one-to-one-every", "retention",
  ]
  package static let rates = ["from", "base", "rates"]
  package static let calendar = ["working-days", "holidays"]
  package static let metric = [
    "name", "kind", "unit", "of", "from", "stage", "currency", "serves", "good",
  ]
  package static let funnel = ["name", "from", "steps"]
  package static let step = [
    "to", "roles", "segments", "credit", "assumed-rate", "assumed-lag",
  ]
  package static let member = [
    "name", "role", "manager", "segment", "zone", "calendar", "unix", "aliases", "sources",
    "joined", "left", "ramp", "quotas",
  ]
  package static let ramp = ["name", "from"]
  package static let quota = ["weekly", "from"]
  package static let retention = Retention.kinds

  /// The keys of a rule: whether it is on, and its thresholds.
  package static func rule(_ rule: any AlertRule.Type) -> [String] {
    ["enabled"] + rule.knobs.map(\.name)
  }
}
