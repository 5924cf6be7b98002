import Domain
import JSONText
import WireProtocol

extension Engine {
  /// What a morning says about goals: where the one stands that is worked for, and what waits for a word.
  static func writeGoals(of view: MorningView, into writer: inout JSONWriter) {
    writer.key("goal")
    if let goal = view.goal { write(goal, into: &writer) } else { writer.null() }
    writer.key("offers")
    writer.beginArray()
    for offer in view.offers { write(offer, into: &writer) }
    writer.endArray()
    writer.key("moved")
    writer.beginArray()
    for quota in view.moved { write(quota, into: &writer) }
    writer.endArray()
  }

  private static func write(_ goal: GoalBrief, into writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("goal", goal.goal)
    writer.member("metric", goal.metric)
    writer.member("name", goal.name)
    writer.member("unit", goal.unit.rawValue)
    writer.member("currency", goal.currency)
    writer.number("amount", goal.amount)
    writer.member("first", goal.first.description)
    writer.member("last", goal.last.description)
    writer.number("achieved", goal.achieved.amount)
    writer.number("left", goal.left)
    writer.number("times", goal.achieved.times)
    writer.rounded("wins", goal.winsLeft)
    writer.endObject()
  }

  private static func write(_ offer: OfferBrief, into writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("goal", offer.goal)
    writer.member("metric", offer.metric)
    writer.member("name", offer.name)
    writer.member("unit", offer.unit.rawValue)
    writer.member("currency", offer.currency)
    writer.number("amount", offer.amount)
    writer.member("last", offer.last.description)
    writer.member("by", offer.by)
    writer.endObject()
  }

  private static func write(_ quota: MovedQuota, into writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("metric", quota.metric)
    writer.member("name", quota.name)
    writer.number("was", quota.was)
    writer.number("now", quota.weekly)
    writer.number("low", quota.low)
    writer.number("high", quota.high)
    writer.member("week", quota.week.description)
    writer.endObject()
  }
}
