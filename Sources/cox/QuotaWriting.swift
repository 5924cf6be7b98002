import Client
import JSONText
import Sentences
import WireProtocol

/// Says something about a quota, and shows it as it stands then.
struct QuotaWriting {
  let plan: PlanWriting
  let options: GlobalOptions

  init(_ options: GlobalOptions) throws(Trouble) {
    plan = try PlanWriting(options)
    self.options = options
  }

  /// The quotas one may see that hold or are offered.
  func open(of member: String? = nil) throws(Trouble) -> JSONValue {
    try plan.ask(Query(.quotas, member: member))
  }

  /// The quota that was named, by its whole name or by a metric of one's own; where none was, the only
  /// one with an offer that is one's own to answer.
  static func chosen(_ named: String?, of view: JSONValue) throws(Trouble) -> JSONValue {
    let rows = view["rows"]?.array ?? []
    let own = rows.filter { $0["member"]?.string == view["member"]?.string }
    guard let named else {
      let waiting = own.filter { $0["offer"] != nil }
      guard let only = waiting.first, waiting.count == 1 else {
        throw Trouble.noOnlyOffer("quota", waiting.compactMap { $0["quota"]?.string })
      }
      return only
    }
    if let whole = rows.first(where: { $0["quota"]?.string == named }) { return whole }
    let found = own.filter { $0["metric"]?.string == named }
    guard let only = found.first else { throw Trouble.unknownQuota(named) }
    guard found.count == 1 else {
      throw Trouble.severalQuotas(named, found.compactMap { $0["quota"]?.string })
    }
    return only
  }

  /// Records what is said and shows the quota.
  func say(
    _ drafts: [EventDraft], of quota: String, member: String?, seen seq: Int64?, verb: Text
  ) throws(Trouble) {
    let written = try plan.append(drafts, seen: "quota/\(quota)", seq)
    let view = try plan.ask(Query(.quotas, member: member, list: true))
    let row = view["rows"]?.array?.first { $0["quota"]?.string == quota } ?? .null
    let doubt = WrittenPage.doubt(written)
    Output(options, now: LocalClock.now).show(
      written.adding("quota", row).adding("critical", view["critical"] ?? .null),
      screen: { reader in
        doubt.map { [$0] } ?? QuotasPage.said(row, view, verb: verb, for: reader)
      },
      records: { QuotasPage.records(["rows": [row]]) })
  }
}
