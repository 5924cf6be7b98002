import Domain
import Playbook

/// A playbook that uses every key there is; tests change one text of it.
let wholePlaybook = """
  team: acme
  zone: Europe/Paris
  week-starts: monday
  working-days: [mon, tue, wed, thu, fri]
  close-after: 12h
  fiscal-year-starts: 04-01
  currency: EUR
  exchange-rates: [{from: 2026-01-01, base: EUR, rates: {USD: "0.92", GBP: 1.15}}]
  holidays:
    12-25: Christmas Day
    2026-04-06: Easter Monday
  calendars:
    spain: {working-days: [mon, tue, wed, thu], holidays: {01-06: Epiphany}}
    france: {holidays: {07-14: Bastille Day}}
  segments: {sdr: Sales development, ae: Account executives}
  ramps:
    new-hire: [25% for 4 weeks, 50% for 4 weeks, 100% for 1 week]
  metrics:
    call: {kind: activity, serves: meeting, good: A next step}
    meeting: {kind: activity, serves: won}
    proposal: {kind: outcome, from: deal.advanced, stage: proposal, serves: won}
    won: {kind: outcome, from: deal.won}
    revenue: {kind: outcome, unit: money, currency: USD, from: deal.won}
    talk: {name: Talk time, kind: activity, unit: minutes, of: call, serves: meeting}
  funnels:
    new-business:
      name: New business
      from: call
      steps:
        - {to: meeting, roles: [rep], segments: [sdr], credit: actor, assumed-rate: 12.5%, assumed-lag: 3d}
        - {to: proposal, roles: [rep, manager], segments: [ae]}
        - {to: won, assumed-rate: 25%}
  members:
    ana: {name: Ana Ruiz, role: rep, manager: greg, segment: ae, zone: Europe/Madrid, calendar: spain, unix: [ana], aliases: {"/crm/*": ["77"]}, joined: 2026-01-05, left: 2027-01-05, ramp: new-hire, quotas: {call: 8, meeting: {weekly: 3, from: 2026-02-02}}}
    ben: {name: Ben Okoro, role: rep, segment: sdr, ramp: {name: new-hire, from: 2026-03-02}}
    greg: {name: Greg Hale, role: manager, unix: ["#1002"]}
    dialer: {name: Dialer, role: integration, unix: [svc-dialer], sources: ["/dialer/*"]}
  rules:
    consistent-miss: {enabled: true, watch-after: 4, talk-after: 8, chance: 2.5%, shortfall: 10%}
  critical-metrics: 4
  manager-sees-after: 48h
  one-to-one-every: 2 weeks
  retention: {notes: 36 months, looks: 1 year, departed: 12 months}
  """
