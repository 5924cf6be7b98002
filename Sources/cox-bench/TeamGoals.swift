import Harness

/// Goals of everybody: so large that none is reached, over a period that has half of the events.
enum TeamGoals {
  private static let period = (first: "2026-07-01", last: "2027-06-30")

  /// Proposes and accepts one for each person, who says both themself.
  static func agree(socket: String, people: Int) throws(HarnessFailure) {
    for person in 0..<people { try agree(socket, Mix.member(person)) }
  }

  private static func agree(_ socket: String, _ member: String) throws(HarnessFailure) {
    let connection = try LineSocket(socket)
    _ = try connection.call(
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"hello\",\"params\":{\"as\":\"\(member)\"}}")
    let name = "\(period.first)..\(period.last)"
    let goal = "\"goal\":\"\(member)/revenue/\(name)\""
    let proposal =
      "{\(goal),\"metric\":\"revenue\",\"amount\":900000000000,\"currency\":\"EUR\","
      + "\"period\":\"\(name)\",\"first\":\"\(period.first)\",\"last\":\"\(period.last)\"}"
    let events = [("proposed", proposal), ("accepted", "{\(goal)}")].map { type, data in
      "{\"id\":\"goal-\(type)\",\"type\":\"coxswain.goal.\(type)\",\"data\":\(data)}"
    }
    let answer = try connection.call(
      "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"append\",\"params\":{\"events\":["
        + events.joined(separator: ",") + "]}}")
    guard answer.contains("\"new\":2") else {
      throw HarnessFailure("the goal of \(member) was refused: \(answer)")
    }
  }
}
