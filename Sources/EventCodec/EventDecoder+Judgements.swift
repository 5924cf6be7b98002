import Domain
import JSONText

extension EventDecoder {
  static func weekClosed(
    _ data: Fields, _ member: Symbol, _ symbols: inout Symbols
  ) throws(EventFault) -> WeekClosed {
    var lines: [JudgedLine] = []
    for element in try data.elements("lines") {
      let line = Fields(data.document, element, pointer: "/data/lines")
      lines.append(
        JudgedLine(
          metric: try line.symbol("metric", &symbols), done: try line.integer("done"),
          quota: try line.optionalInteger("quota"), target: try target(line)))
    }
    var rules: [RuleVersion] = []
    if let node = data.find("rules") {
      for (key, value) in data.document.members(node) {
        guard let version = data.document.integer(value) else {
          throw data.fault("rules", "must have a version for each rule")
        }
        rules.append(
          RuleVersion(rule: data.document.string(key) ?? "", version: Int(version)))
      }
    }
    return WeekClosed(
      member: member, week: try data.week(), from: try data.instant("from"),
      to: try data.instant("to"), history: try data.bool("history", default: false),
      known: try data.bool("known"), excused: try data.bool("excused", default: false),
      lines: lines, rules: rules)
  }

  static func weekRevised(
    _ data: Fields, _ member: Symbol, _ symbols: inout Symbols
  ) throws(EventFault) -> WeekRevised {
    var lines: [RevisedLine] = []
    for element in try data.elements("lines") {
      let line = Fields(data.document, element, pointer: "/data/lines")
      lines.append(
        RevisedLine(
          metric: try line.symbol("metric", &symbols), was: try line.integer("was"),
          done: try line.integer("done"), quota: try line.optionalInteger("quota"),
          target: try target(line)))
    }
    return WeekRevised(
      member: member, week: try data.week(), revision: Int(try data.integer("revision")),
      reason: try data.text("reason"), known: try data.bool("known"),
      excused: try data.bool("excused", default: false), lines: lines)
  }

  static func alertRaised(
    _ data: Fields, _ member: Symbol, _ symbols: inout Symbols
  ) throws(EventFault) -> AlertRaised {
    var weeks: [WeekLabel] = []
    for text in try data.optionalTexts("weeks") ?? [] {
      guard let week = WeekLabel(text) else {
        throw data.fault("weeks", "must be weeks such as 2026-W47")
      }
      weeks.append(week)
    }
    var targets: [Rational] = []
    for text in try data.optionalTexts("targets") ?? [] {
      guard let target = Rational(text) else {
        throw data.fault("targets", "must be fractions such as 32/5")
      }
      targets.append(target)
    }
    var done: [Int64] = []
    for element in try data.elements("done") {
      guard let count = data.document.integer(element) else {
        throw data.fault("done", "must be an array of integers")
      }
      done.append(count)
    }
    return AlertRaised(
      alert: try data.alert(), member: member, rule: try data.text("rule"),
      version: Int(try data.integer("version")), level: try data.choice("level"),
      metric: try data.symbol("metric", &symbols), weeks: weeks, done: done, targets: targets,
      total: try data.integer("total"), mean: try data.double("mean"),
      phi: try data.double("phi"), p: try data.double("p"), run: Int(try data.integer("run")),
      history: try data.bool("history", default: false))
  }

  static func recalibrated(
    _ data: Fields, _ member: Symbol, _ symbols: inout Symbols
  ) throws(EventFault) -> PlanRecalibrated {
    PlanRecalibrated(
      member: member, goal: try data.symbol("goal", &symbols),
      metric: try data.symbol("metric", &symbols), was: try data.integer("was"),
      weekly: try data.integer("weekly"), low: try data.integer("low"),
      high: try data.integer("high"), week: try data.week())
  }

  private static func target(_ line: Fields) throws(EventFault) -> Rational? {
    try line.optionalValue("target", "a fraction such as 32/5") { Rational($0) }
  }
}
