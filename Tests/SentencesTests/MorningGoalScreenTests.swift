import JSONText
import Sentences
import Testing

private let goal = """
  "goal":{"goal":"marc/revenue/FY2026","metric":"revenue","name":"Revenue","unit":"money",
   "currency":"EUR","amount":120000000,"first":"2026-04-01","last":"2027-03-31",
   "achieved":75000000,"left":45000000,"times":19,"wins":11.25}
  """

private let offer = """
  {"goal":"marc/revenue/FY2026","metric":"revenue","name":"Revenue","unit":"money",
   "currency":"EUR","amount":120000000,"last":"2027-03-31","by":"greg"}
  """

private let moved = """
  {"metric":"conversation","name":"Conversation","was":8,"now":6,"low":4,"high":7,
   "week":"2026-W46"}
  """

/// A morning with nothing in its week and some members more.
private func morning(_ more: String...) -> String {
  """
  {"now":"2026-11-18T16:02:11Z","member":{"id":"marc","name":"Marc","zone":"Europe/Paris"},
   "week":{"label":"2026-W47","day":3,"days":5,"known":true},"rows":[],"next":null,
   "lessons":[],"signals":[],\(more.joined(separator: ","))}
  """
}

@Suite("Goals on the morning page")
struct MorningGoalScreenTests {
  /// The lines of the page that speak of goals, at a width.
  private func lines(_ json: String, width: Int = 80) throws -> [String] {
    var reader = Screens.reader
    reader.width = width
    let page = MorningPage.screen(try .parse(json), for: reader)
    let goals = page.filter { line in
      ["Toward", "Offer", "Moved"].contains { line.unstyled.hasPrefix("  \($0) ") }
    }
    for line in goals { #expect(line.width <= width, "\(line.unstyled)") }
    return goals.map(\.unstyled)
  }

  private func line(_ json: String, width: Int = 80) throws -> String? {
    let all = try lines(json, width: width)
    #expect(all.count <= 1, "\(all)")
    return all.first
  }

  @Test("where the goal stands, an offer and moved rates are a line each, after the week")
  func page() throws {
    #expect(
      try Screens.text(
        MorningPage.self, morning(goal, "\"offers\":[\(offer)]", "\"moved\":[\(moved)]"))
          == """
          Marc · Wed 18 Nov · week 47, day 3 of 5                 as of 17:02 Europe/Paris

            Next: log what you do, and the week fills in.

            No metrics yet: the playbook names them.

            Toward     €1.2M by 31 Mar · €750k, 19 of 30 wins                     cox plan
            Offer      €1.2M revenue by 31 Mar waits for your word         cox goal accept
            Moved      your rates: 6 conversations a week would do where 8 stand  cox plan

            cox log METRIC ACCOUNT  ·  cox --why  ·  cox deals

          """)
  }

  @Test(
    "a narrow page says less of the goal, and keeps the command",
    arguments: [
      (120, "  Toward     €1.2M by 31 Mar · €750k, 19 of 30 wins"),
      (60, "  Toward     €1.2M by 31 Mar · €750k  "),
      (40, "  Toward     €750k of €1.2M  "),
    ])
  func narrow(width: Int, text: String) throws {
    let said = try #require(try line(morning(goal), width: width))
    #expect(said.hasPrefix(text) && said.hasSuffix("cox plan"), "\(said)")
  }

  @Test("the year is named only of a day that is a year away or over")
  func year() throws {
    let far = goal.replacing("2027-03-31", with: "2027-11-18")
    #expect(try line(morning(far))?.contains("by 18 Nov 2027 ·") == true)
    let near = goal.replacing("2027-03-31", with: "2027-11-17")
    #expect(try line(morning(near))?.contains("by 17 Nov ·") == true)
  }

  @Test("a goal that is reached says so, and one of counts speaks of no wins to come")
  func others() throws {
    let reached = goal.replacing("\"left\":45000000", with: "\"left\":0")
      .replacing(",\"wins\":11.25", with: "")
    #expect(try line(morning(reached))?.contains("€750k, reached  ") == true)
    let count = """
      "goal":{"metric":"won","name":"Won","unit":"count","amount":30,"first":"2026-04-01",
       "last":"2027-03-31","achieved":19,"left":11,"times":19}
      """
    #expect(try line(morning(count))?.contains("30 wins by 31 Mar · 19 of 30  ") == true)
  }

  @Test("what is achieved is not guessed where an exchange rate is missing")
  func missingRate() throws {
    let unknown = goal.replacing("\"achieved\":75000000,\"left\":45000000,", with: "")
    let said = try #require(try line(morning(unknown)))
    #expect(said.contains("an exchange rate is missing") && !said.contains("750"))
  }

  @Test("several offers are counted, and each is named where they are listed")
  func offers() throws {
    let said = try #require(try line(morning("\"offers\":[\(offer),\(offer)]")))
    #expect(said.contains("2 offers for goals wait for your word"))
    #expect(said.hasSuffix("cox goal list"))
    #expect(
      try line(morning("\"offers\":[\(offer)]"), width: 100)?.contains("named by greg") == true)
  }

  @Test("rates that ask for more are told as what the goal takes, and others are counted")
  func movedUp() throws {
    let up = moved.replacing("\"now\":6", with: "\"now\":10")
    let said = try #require(try line(morning("\"moved\":[\(up),\(moved)]"), width: 100))
    #expect(
      said.contains("your rates: the goal takes 10 conversations a week where 8 stand · +1"))
    #expect(
      try line(morning("\"moved\":[\(up)]"))?.contains(
        "  Moved      the goal takes 10 conversations a week where 8 stand") == true)
  }

  @Test("without a goal, an offer or moved rates the page is as it was")
  func none() throws {
    #expect(try lines(morning("\"goal\":null,\"offers\":[],\"moved\":[]")).isEmpty)
    #expect(try lines(morning("\"alerts\":0")).isEmpty)
  }
}
