/// Every alert rule.
package enum AlertRuleCatalogue {
  package static let all: [any AlertRule.Type] = [
    ConsistentMiss.self
  ]

  static func versions(enabledIn roster: Roster) -> [RuleVersion] {
    all.filter { roster.isEnabled($0.name) }.map { RuleVersion(rule: $0.name, version: $0.version) }
  }
}
