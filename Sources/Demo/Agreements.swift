/// What the people of a season say about goals, and the quotas that they take from their plans.
///
/// Each is said with `cox` at its time, as a person would; ids are given, so that the log is the same
/// every time.
enum Agreements {
  /// Something that a member says: the words of a `cox` command.
  struct Saying: Sendable {
    let at: CivilTime
    let arguments: [String]
  }

  /// All of them in time order; what a shorter season does not reach back to was never said.
  static func all(_ season: Season) -> [Saying] {
    (yearly + plans + waiting + late).filter { $0.at > season.start.adding(days: 1) }
      .sorted { $0.at < $1.at }
  }

  /// Goals of the fiscal year, at its beginning.
  private static var yearly: [Saying] {
    [
      ("marc", "revenue", "250k"), ("ana", "won", "4"), ("sofia", "revenue", "100k"),
      ("mia", "revenue", "150k"), ("omar", "revenue", "250k"), ("piet", "revenue", "120k"),
    ].map { member, metric, amount in
      goal(morning(4, 2), member, metric, amount, "FY2026")
    }
  }

  /// Quotas that follow from these goals by the rates of the months before.
  private static var plans: [Saying] {
    ["marc", "mia", "omar", "piet"].map { member in
      saying(morning(4, 13), member, "plan", ["quota", "propose", "conversation", "--accept"])
    }
  }

  /// What waits for a word: another amount from who gave his deals away, and an offer to who is new.
  private static var waiting: [Saying] {
    [
      saying(
        morning(10, 13), "nora", "offer",
        ["goal", "propose", "revenue", "110k", "--period", "FY2026-Q3", "--member", "jerry"]),
      saying(
        morning(10, 14), "jerry", "counter",
        ["goal", "counter", "revenue/FY2026-Q3", "80k", "--reason", "my open deals went to Lena"]),
      saying(
        morning(11, 16), "greg", "offer",
        ["goal", "propose", "revenue", "60k", "--period", "FY2026-Q4", "--member", "lena"]),
    ]
  }

  /// Goals that were agreed on when the season was far gone, one of them for a quarter that runs.
  private static var late: [Saying] {
    [
      goal(morning(11, 2), "todd", "revenue", "80k", "FY2026"),
      goal(morning(11, 9), "yuki", "won", "2", "FY2026-Q3"),
    ]
  }

  private static func goal(
    _ at: CivilTime, _ member: String, _ metric: String, _ amount: String, _ period: String
  ) -> Saying {
    saying(at, member, "goal", ["goal", "propose", metric, amount, "--period", period, "--accept"])
  }

  private static func saying(
    _ at: CivilTime, _ member: String, _ name: String, _ words: [String]
  ) -> Saying {
    Saying(at: at, arguments: words + ["--as", member, "--id", "\(member)-\(name)"])
  }

  /// The morning of a day of 2026.
  private static func morning(_ month: Int, _ day: Int) -> CivilTime {
    CivilTime(year: 2026, month: month, day: day).adding(minutes: 9 * 60)
  }
}
