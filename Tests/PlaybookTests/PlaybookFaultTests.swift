import Domain
import Playbook
import Testing

/// A playbook that is sound; tests change one text of it.
let soundPlaybook = """
  team: acme
  zone: Europe/Paris
  week-starts: monday
  working-days: [mon, tue, wed, thu, fri]
  close-after: 12h
  currency: EUR
  metrics:
    call:         {kind: activity, serves: won, good: A next step}
    call-minutes: {kind: activity, unit: minutes, of: call}
    won:          {name: Won, kind: outcome, from: deal.won}
    revenue:      {kind: outcome, unit: money, from: deal.won}
    proposal:     {kind: outcome, from: deal.advanced, stage: proposal}
  members:
    ana:  {name: Ana Ruiz, role: rep, manager: greg, zone: Europe/Madrid, unix: [ana], aliases: {"/crm/hubspot/*": ["77"]}, joined: 2026-01-05, quotas: {call: 8}}
    greg: {name: Greg Hale, role: manager, unix: ["#1002"]}
    dialer: {name: Dialer, role: integration, unix: [svc-dialer], sources: ["/dialer/*"]}
  rules:
    consistent-miss: {enabled: true}
  """

@Suite("Playbooks that cannot be meant")
struct PlaybookFaultTests {
  static func fault(_ original: String, _ changed: String) -> PlaybookFault? {
    guard soundPlaybook.contains(original) else { return nil }
    do {
      _ = try Playbook.read(soundPlaybook.replacing(original, with: changed)) {
        $0.contains("/") && !$0.hasPrefix("Mars")
      }
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "are refused where they stand, with a sentence",
    arguments: [
      ("team: acme", "team: Acme!", "Acme!", "team must be a small letter"),
      ("team: acme\n", "", "zone:", "the playbook needs \"team\"."),
      ("zone: Europe/Paris", "zone: Mars/Base", "Mars", "zone Mars/Base is not known"),
      ("week-starts: monday", "week-start: monday", "week-start:", "Did you mean \"week-starts\"?"),
      ("week-starts: monday", "week-starts: payday", "payday", "payday is no day of the week"),
      ("[mon, tue", "[mon, mon, tue", "mon, tue", "names monday twice"),
      ("[mon, tue, wed, thu, fri]", "[]", "[]", "at least one day"),
      ("close-after: 12h", "close-after: 12", "12\n", "such as 12h or 90m"),
      ("close-after: 12h", "close-after: 200h", "200h", "up to seven days"),
      ("currency: EUR", "currency: euro", "euro", "three capital letters"),
      ("call:         {kind: activity", "call:         {kind: habit", "habit", "activity, outcome"),
      ("call:         {", "Call:         {", "Call:", "small letters"),
      ("serves: won", "serves: wonn", "call:", "no metric of this playbook. Did you mean \"won\"?"),
      ("serves: won", "serves: call", "call:", "goes round in a circle: call → call"),
      ("unit: minutes, of: call", "unit: minutes, of: cold", "call-minutes:", "no activity"),
      ("unit: minutes, of: call", "unit: money", "{kind", "count or minutes"),
      ("from: deal.won}\n  revenue", "from: deal.one}\n  revenue", "deal.one", "not deal.one"),
      (
        "unit: money, from: deal.won", "unit: money, from: deal.lost", "deal.lost",
        "cannot be measured"
      ),
      (", stage: proposal", "", "{kind", "needs \"stage\""),
      (
        "from: deal.won}\n  revenue", "from: deal.won, stage: x}\n  revenue", "x}",
        "deal.advanced only"
      ),
      ("role: rep", "role: boss", "boss", "rep, manager, operator, integration, not boss"),
      ("manager: greg", "manager: gregg", "ana:", "Did you mean \"greg\"?"),
      ("manager: greg", "manager: dialer", "ana:", "dialer has the role integration"),
      ("manager: greg", "manager: ana", "ana:", "ana has the role rep"),
      (
        "role: manager,", "role: manager, manager: greg,", "ana:",
        "go round in a circle: ana → greg → greg"
      ),
      ("unix: [ana]", "unix: [\"#1002\"]", "greg:", "unix #1002 is already ana's"),
      ("unix: [ana]", "unix: [\"#nine\"]", "\"#nine", "no user's number"),
      ("unix: [ana]", "unix: [\"#65534\"]", "\"#65534", "no user's number"),
      ("\"/crm/hubspot/*\"", "\"crm\"", "\"crm", "must be a source"),
      ("\"/crm/hubspot/*\"", "\"/c*m/x\"", "\"/c*m", "must be a source"),
      ("[\"/dialer/*\"]", "[\"/cox/ana\"]", "\"/cox", "belong to members"),
      ("[\"/dialer/*\"]", "[\"/*\"]", "\"/*", "belong to members"),
      ("joined: 2026-01-05", "joined: 2026-02-30", "2026-02-30", "a day such as"),
      (
        "joined: 2026-01-05", "joined: 2026-01-05, left: 2026-01-05", "2026-01-05, quotas",
        "cannot leave"
      ),
      ("quotas: {call: 8}", "quotas: {cal: 8}", "cal:", "Did you mean \"call\"?"),
      ("quotas: {call: 8}", "quotas: {call: -1}", "-1", "a whole number from 0"),
      ("quotas: {call: 8}", "quotas: {revenue: 5000}", "revenue: 5000", "cox goal propose revenue"),
      ("quotas: {call: 8}", "quotas: {call: 6.5}", "6.5", "a whole number from 0"),
      ("role: rep, ", "role: rep, sources: [\"/x\"], ", "[\"/x", "is no integration"),
      ("sources: [\"/dialer/*\"]", "quotas: {call: 1}", "{call", "quotas are for people"),
      (
        "consistent-miss", "consistent-mist", "consistent-mist", "Did you mean \"consistent-miss\"?"
      ),
      ("enabled: true", "enabled: NO", "NO}", "must be true or false, not NO"),
    ])
  func refused(original: String, changed: String, points: String, says: String) throws {
    let fault = try #require(Self.fault(original, changed))
    #expect(fault.message.contains(says), "\(fault)")
    let lines = soundPlaybook.replacing(original, with: changed).split(
      separator: "\n", omittingEmptySubsequences: false)
    let pointed = lines[fault.line - 1].dropFirst(fault.column - 1) + "\n"
    #expect(pointed.hasPrefix(points), "\(fault) points to \(pointed)")
    #expect(fault.message.hasSuffix(".") || fault.message.hasSuffix("?"), "\(fault)")
  }

  @Test(
    "YAML that hides what it says is refused",
    arguments: [
      ("unix: [ana]", "unix: &a [ana]", 14, "Anchors"),
      ("name: Ana Ruiz", "name: !!int 7", 14, "Tags"),
      ("unix: [ana]", "unix: *a", 14, "alias"),
      ("  greg: {", "  ana: {", 14, "\"ana\" is stated twice"),
      ("{\"/crm/hubspot/*\": [\"77\"]}", "{007: [a], \"007\": [b]}", 14, "\"007\" is stated twice"),
      ("role: rep,", "role: rep, \"role\": rep,", 14, "\"role\" is stated twice"),
      ("  rules:", "---\nrules:", 0, "another document"),
      ("members:", "members", 13, "no YAML"),
      ("{name: Won, kind: outcome, from: deal.won}", "7", 10, "must be a map"),
      ("unix: [ana]", "unix: ana", 14, "must be a list"),
      ("role: rep", "role: \"\"", 14, "has no value"),
    ])
  func hidden(original: String, changed: String, line: Int, says: String) throws {
    let text = soundPlaybook.replacing("\nrules:", with: "\n  rules:")
    #expect(text != soundPlaybook)
    let fault = try #require(
      original == "  rules:" ? Self.fault("rules:", "---\nrules:") : Self.fault(original, changed))
    #expect(fault.message.contains(says), "\(fault)")
    if line > 0 { #expect(abs(fault.line - line) <= (says == "no YAML" ? 1 : 0), "\(fault)") }
  }
}

@Suite("Terms that cannot be meant")
struct PlaybookTermFaultTests {
  @Test(
    "are refused where they stand, with a sentence",
    arguments: [
      ("fiscal-year-starts: 04-01", "fiscal-year-starts: april", "april", "such as 04-01"),
      ("fiscal-year-starts: 04-01", "fiscal-year-starts: 02-29", "02-29", "every year"),
      ("GBP: 1.15", "GBP: -1", "-1", "above 0"),
      ("GBP: 1.15", "gbp: 1.15", "gbp:", "three capital letters such as USD"),
      ("GBP: 1.15", "EUR: 1", "EUR:", "is the base"),
      ("12-25: Christmas", "25.12.: Christmas", "25.12.:", "is no day. Write 12-25"),
      ("2026-04-06: Easter", "2026-02-30: Easter", "2026-02-30:", "is no day"),
      ("calendar: spain", "calendar: spian", "spian", "Did you mean \"spain\"?"),
      ("{holidays: {07", "{holiday: {07", "holiday:", "Did you mean \"holidays\"?"),
      (
        "segment: ae,", "segment: aee,", "aee,", "no segment of this playbook. Did you mean \"ae\"?"
      ),
      ("segments: [ae]", "segments: [am]", "am]", "is no segment of this playbook"),
      ("25% for 4 weeks", "25% in 4 weeks", "25% in", "such as 25% for 4 weeks"),
      ("25% for 4 weeks", "2.5% for 4 weeks", "2.5%", "whole share"),
      ("50% for 4 weeks", "20% for 4 weeks", "20%", "goes down from 25% to 20%"),
      ("ramp: new-hire,", "ramp: newhire,", "newhire", "Did you mean \"new-hire\"?"),
      (", from: 2026-03-02}", "}", "{name: new-hire}", "needs \"from\""),
      (
        "ramp: {name: new-hire, from: 2026-03-02}", "ramp: new-hire", "new-hire}",
        "needs a first day"
      ),
      ("    from: call", "    from: cal", "cal\n", "Did you mean \"call\"?"),
      ("{to: proposal", "{to: talk", "talk,", "counts minutes; a stage is a count"),
      ("{to: proposal", "{to: meeting", "{to", "leads back to meeting"),
      ("- {to: won, assumed-rate: 25%}", "- {to: talk2}", "talk2", "no metric"),
      ("roles: [rep, manager]", "roles: [rep, setter]", "setter", "rep, manager, operator"),
      ("credit: actor", "credit: half", "half", "owner, actor, split"),
      ("assumed-rate: 25%", "assumed-rate: 25", "25}", "from 0.01% to 100%, not 25"),
      ("assumed-lag: 3d", "assumed-lag: 3", "3}", "such as 14d"),
      ("watch-after: 4", "watch-after: 1", "1,", "from 2 to 26, not 1"),
      ("watch-after: 4", "watch-after: 9", "consistent-miss:", "must not be less than watch-after"),
      ("chance: 2.5%", "chance: 2.555%", "2.555%", "a share from 0.01% to 50%"),
      ("shortfall: 10%", "short-fall: 10%", "short-fall:", "Did you mean \"shortfall\"?"),
      ("critical-metrics: 4", "critical-metrics: 0", "0\n", "from 1 to 20"),
      ("manager-sees-after: 48h", "manager-sees-after: 2d", "2d", "such as 12h or 90m"),
      ("2 weeks", "a fortnight", "a fortnight", "days, weeks, months or years"),
      ("notes: 36 months", "note: 36 months", "note:", "Did you mean \"notes\"?"),
      ("looks: 1 year", "looks: forever", "forever", "such as 36 months"),
      (
        "role: integration, ", "role: integration, segment: ae, ", "ae,",
        "is an integration; a segment is for people"
      ),
    ])
  func refused(original: String, changed: String, points: String, says: String) throws {
    try #require(wholePlaybook.contains(original))
    let text = wholePlaybook.replacing(original, with: changed)
    let fault = try #require(throws: PlaybookFault.self) { try Playbook.read(text) }
    #expect(fault.message.contains(says), "\(fault)")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let pointed = lines[fault.line - 1].dropFirst(fault.column - 1) + "\n"
    #expect(pointed.hasPrefix(points), "\(fault) points to \(pointed)")
    #expect(fault.message.hasSuffix(".") || fault.message.hasSuffix("?"), "\(fault)")
  }

  @Test("a funnel that ends with an activity is refused")
  func ends() throws {
    let text = wholePlaybook.replacing(
      "      - {to: proposal, roles: [rep, manager], segments: [ae]}\n", with: ""
    )
    .replacing("      - {to: won, assumed-rate: 25%}\n", with: "")
    let fault = try #require(throws: PlaybookFault.self) { try Playbook.read(text) }
    #expect(fault.message.contains("its last step must be an outcome"), "\(fault)")
  }
}
