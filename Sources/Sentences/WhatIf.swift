package import JSONText

/// Inputs of a plan that somebody tries out: `win-rate=35%,deal=50000`.
package enum WhatIf {
  /// The inputs as the daemon takes them: rates as decimals, money in minor units.
  ///
  /// `plan` is the plan without them; it tells which steps there are and of which currency the goal is.
  package static func read(
    _ texts: [String], plan: JSONValue
  ) throws(Trouble) -> [String] {
    var inputs: [String] = []
    for pair in texts.flatMap(pairs) {
      guard let split = pair.firstIndex(of: "=") else {
        throw .badWhatIf(pair, expected: "win-rate=35%")
      }
      let name = String(pair[..<split])
      let value = String(pair[pair.index(after: split)...])
      inputs.append("\(name)=\(try read(name, value, plan))")
    }
    return inputs
  }

  /// The names that a plan takes, in its own order.
  static func names(_ plan: JSONValue) -> [String] {
    ["win-rate"] + plan.list("steps").compactMap { $0.text("to") }
      + (plan["goal"]?.text("unit") == "money" ? ["deal"] : []) + ["lag", "weeks", "goal"]
  }

  /// A comma ends an input, unless it stands inside an amount: `deal=50,000`.
  private static func pairs(_ text: String) -> [String] {
    var out: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      if part.contains("=") || out.isEmpty {
        out.append(part)
      } else {
        out[out.count - 1] += "," + part
      }
    }
    return out
  }

  private static func read(
    _ name: String, _ value: String, _ plan: JSONValue
  ) throws(Trouble) -> String {
    let known = names(plan)
    guard known.contains(name) else { throw .unknownWhatIf(name, known: known) }
    let isMoney = plan["goal"]?.text("unit") == "money"
    switch name {
    case "deal", "goal":
      // A count is read as money is, in a currency without a smaller part.
      let currency = isMoney ? plan["goal"]?.text("currency") ?? "" : "JPY"
      guard let amount = SpokenMoney.read(value, currency: currency), amount > 0 else {
        throw .badWhatIf("\(name)=\(value)", expected: isMoney ? "\(name)=50000" : "\(name)=30")
      }
      return String(amount)
    case "lag":
      let days = value.last == "d" ? String(value.dropLast()) : value
      guard days.utf8.count < 5, let count = Int(days), count >= 0 else {
        throw .badWhatIf("\(name)=\(value)", expected: "lag=16d")
      }
      return String(count)
    case "weeks":
      guard let weeks = decimal(value, shifted: 0), weeks != "0" else {
        throw .badWhatIf("\(name)=\(value)", expected: "weeks=12.5")
      }
      return weeks
    default:
      guard let share = share(value) else {
        throw .badWhatIf("\(name)=\(value)", expected: "\(name)=35%")
      }
      return share
    }
  }

  /// `35%`, `0.35` as `0.35`; nil for what is no share above nothing.
  private static func share(_ text: String) -> String? {
    let isPercent = text.last == "%"
    let body = isPercent ? String(text.dropLast()) : text
    guard let share = decimal(body, shifted: isPercent ? 2 : 0), share != "0" else { return nil }
    return share == "1" || share.hasPrefix("0.") ? share : nil
  }

  /// Digits with a point, moved to the left, without a rounding: `35`, 2 is `0.35`.
  private static func decimal(_ text: String, shifted places: Int) -> String? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), text.utf8.count < 10,
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }), !parts[0].isEmpty,
      parts.last?.isEmpty == false
    else { return nil }
    let whole = String(repeating: "0", count: places) + parts[0]
    let tail = String(whole.suffix(places)) + (parts.count == 2 ? String(parts[1]) : "")
    let head = whole.dropLast(places).drop { $0 == "0" }
    let kept = String(String(tail.reversed().drop { $0 == "0" }).reversed())
    return (head.isEmpty ? "0" : String(head)) + (kept.isEmpty ? "" : ".\(kept)")
  }

  /// The answer to what was asked: `What if win rate 35%: 8 a week (6–11) instead of 10.`.
  ///
  /// The plan that comes with it is the tried one: what holds without it stands in `untried`.
  static func answers(_ result: JSONValue) -> [Text] {
    let now = result["untried"]?.number("weekly")
    return result.list("what_if").map { option in
      let label = MetricName(name: option.text("label") ?? "?", unit: nil).name
      guard let weekly = option.number("weekly") else {
        return "What if \(label): no week is left in which that could land."
      }
      let range = PlanPage.range(option).map { " (\($0))" } ?? ""
      let before = now.map { $0 == weekly ? ", as now" : " instead of \(Figure.number($0))" } ?? ""
      return "What if \(label): \(Figure.number(weekly)) a week\(range)\(before)."
    }
  }

  /// A command to try, five points above the win rate that is known.
  static func example(_ step: JSONValue) -> Text {
    let percent = Int(((step.number("rate") ?? 0.3) * 100).rounded()) + 5
    return "cox plan --what-if win-rate=\(min(95, percent))%"
  }
}

extension Trouble {
  /// An input of a plan that there is not.
  static func unknownWhatIf(_ name: String, known: [String]) -> Trouble {
    Trouble(
      ["a plan has no input \(name).", "It has: \(known.joined(separator: ", "))."],
      [Remedy("like this", "cox plan --what-if win-rate=35%")], exitCode: ExitStatus.usage)
  }

  /// An input of a plan whose value is not understood.
  static func badWhatIf(_ text: String, expected: String) -> Trouble {
    Trouble(
      ["\"\(text)\" is no input of a plan."],
      [Remedy("like this", "cox plan --what-if \(expected)")], exitCode: ExitStatus.usage)
  }
}
