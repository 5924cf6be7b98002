import JSONText
import Sentences
import Testing

private let calibration = """
  {"view":"calibration","from":"2026-01-05","middle":"2026-06-10","to":"2026-11-15","seed":1,
   "draws":10000,"matured":{"inside":98.6,"of":127,"share":0.7764},
   "counts":{"inside":90,"of":120,"share":0.75},"plain_counts":{"inside":75,"of":120,"share":0.625},
   "steps":[{"from":"opened","to":"won","matured_after":30,"first_successes":40,
    "first_trials":160,"second_successes":60,"second_trials":150,
    "hits":{"inside":8.2,"of":10,"share":0.82},"moved":true}],
   "chain":{"days":28,"currency":"EUR","wins":{"inside":41.3,"of":50,"share":0.826},
    "amounts":{"inside":39,"of":50,"share":0.78},
    "windows":[{"first":"2026-08-17","last":"2026-09-13","members":10,"entered":84,"wins_low":14,
     "wins_high":26,"wins":19,"amount_low":52000000,"amount_high":98000000,"amount":71000000}]},
   "rows":[]}
  """

@Suite("How well ranges hold, as a person reads it")
struct CalibrationScreenTests {
  @Test("steps and whole chains are each a line of how often, and the last windows are a table")
  func page() throws {
    #expect(
      try Screens.text(CalibrationPage.self, calibration) == """
        How well the ranges hold                                              80% ranges

          Standing on 2026-06-10, in the middle of 2026-01-05 to 2026-11-15, four in
          five of what came after should lie inside the ranges.

          matured trials    78%  98.6 of 127  what rates are made of
          counts, widened   75%  90 of 120  as they come, by how they scatter
          counts, plain     63%  75 of 120  without: too sure of itself

          step              before       after     inside
          opened → won  25% of 160  40% of 150  8.2 of 10  moved

          Between the halves the team's rate moved at won: a range of the team's own
          says what was, not what is.

          wins of chains    83%  41.3 of 50  entry to win, 28 days at a time
          their worth       78%  39 of 50  with what deals were worth before

          from        entered  wins   came  worth         came
          2026-08-17       84  14–26    19  €520k–€980k  €710k

          cox plan  ·  cox doctor --calibration --json

        """)
  }

  @Test("a team without money sees wins alone, and one without matured chains sees neither")
  func less() throws {
    let none = calibration.replacing(
      "\"wins\":{\"inside\":41.3,\"of\":50,\"share\":0.826}",
      with: "\"wins\":{\"inside\":0,\"of\":0}")
    #expect(try !Screens.text(CalibrationPage.self, none).contains("chains"))
    let counts = calibration.replacing(
      "\"amounts\":{\"inside\":39,\"of\":50,\"share\":0.78}",
      with: "\"amounts\":{\"inside\":0,\"of\":0}")
    let said = try Screens.text(CalibrationPage.self, counts)
    #expect(said.contains("wins of chains") && !said.contains("worth") && !said.contains("€"))
  }
}
