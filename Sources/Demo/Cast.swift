/// One simulated rep: what they promise, how much they do and how well it lands.
package struct Rep: Sendable {
  package let id: String
  package let name: String
  package let zone: String
  package var manager = Cast.manager
  /// The extension number under which the dialer knows them.
  package let dialer: String
  package let quotas: [(metric: String, weekly: Int)]
  /// Weekly counts are drawn from these lists, so a season has a shape and no surprises.
  let conversations: [Int]
  let meetings: [Int]
  let callsPerDay: ClosedRange<Int>
  /// New deals in a week.
  let openings: [Int]
  /// Of 100 deals: how many reach a demo, of those a proposal, of those a win.
  let demoPercent: Int
  let proposalPercent: Int
  let winPercent: Int
  /// Thousands of euros.
  let dealSize: ClosedRange<Int>
  /// How many full weeks before the open one conversations come from `slump`, and on to the end.
  var slumpWeeks = 0
  var slump: [Int] = []
  /// Weeks before the end of the season at which they join, on a Wednesday.
  var joinsBeforeEnd: Int?
  /// Stretches of days off, in weeks before the open one (0), Monday being day 0.
  package var away: [(weeksBefore: Int, days: ClosedRange<Int>)] = []
  /// Days off that are told only when their week is over and judged.
  package var awayKnownLate: [(weeksBefore: Int, days: ClosedRange<Int>)] = []
}

/// The simulated team: Greg and Nora manage ten reps, among them Marc (steady), Ana (busy, not
/// landing), Todd (in a slump), Lena (new) and Jerry (who changes teams).
package enum Cast {
  package static let manager = "greg"
  package static let otherManager = "nora"
  /// Moves from Greg to Nora when the new rep comes, who takes over his open deals.
  static let mover = "jerry"
  static let joiner = "lena"

  package static let reps: [Rep] = [
    Rep(
      id: "marc", name: "Marc Petit", zone: "Europe/Paris", dialer: "71",
      quotas: [("conversation", 8), ("meeting", 3)],
      conversations: [8, 8, 9, 9, 10, 11], meetings: [3, 3, 4], callsPerDay: 3...6,
      openings: [0, 1, 1, 2], demoPercent: 75, proposalPercent: 65, winPercent: 50,
      dealSize: 20...60, away: [(14, 0...4), (13, 0...4)]),
    Rep(
      id: "ana", name: "Ana Ruiz", zone: "Europe/Madrid", dialer: "72",
      quotas: [("conversation", 8), ("meeting", 4)],
      conversations: [11, 12, 12, 13, 14], meetings: [4, 5, 6], callsPerDay: 7...11,
      openings: [1, 2, 2], demoPercent: 85, proposalPercent: 30, winPercent: 25,
      dealSize: 15...40, away: [(28, 0...4)]),
    Rep(
      id: "todd", name: "Todd Baker", zone: "Europe/London", dialer: "73",
      quotas: [("conversation", 8), ("meeting", 2)],
      conversations: [8, 9, 9, 10], meetings: [2, 2, 3], callsPerDay: 2...5,
      openings: [0, 1, 1], demoPercent: 70, proposalPercent: 60, winPercent: 40,
      dealSize: 20...50, slumpWeeks: 6, slump: [4, 5, 5, 6], away: [(20, 2...4)]),
    Rep(
      id: "jerry", name: "Jerry Novak", zone: "Europe/Prague", dialer: "75",
      quotas: [("conversation", 6), ("meeting", 2)],
      conversations: [6, 7, 7, 8], meetings: [2, 3], callsPerDay: 2...4,
      openings: [1, 1, 2], demoPercent: 70, proposalPercent: 55, winPercent: 40,
      dealSize: 10...40, away: [(17, 0...4)]),
    Rep(
      id: "lena", name: "Lena Vogel", zone: "Europe/Berlin", dialer: "74",
      quotas: [("conversation", 4), ("meeting", 1)],
      conversations: [4, 5, 5, 6], meetings: [1, 2], callsPerDay: 4...7,
      openings: [0, 1, 1], demoPercent: 70, proposalPercent: 50, winPercent: 30,
      dealSize: 10...30, joinsBeforeEnd: 6),
    Rep(
      id: "sofia", name: "Sofia Lund", zone: "Europe/Stockholm", dialer: "76",
      quotas: [("conversation", 8), ("meeting", 3)],
      conversations: [8, 8, 9, 10], meetings: [3, 4], callsPerDay: 2...4,
      openings: [0, 1, 1], demoPercent: 70, proposalPercent: 60, winPercent: 40,
      dealSize: 20...50, away: [(18, 0...4), (16, 0...4), (0, 2...3)]),
    Rep(
      id: "mia", name: "Mia Rossi", zone: "Europe/Rome", manager: otherManager, dialer: "77",
      quotas: [("conversation", 8), ("meeting", 2)],
      conversations: [8, 9, 10], meetings: [2, 3], callsPerDay: 3...5,
      openings: [0, 1, 1], demoPercent: 65, proposalPercent: 60, winPercent: 45,
      dealSize: 20...70, away: [(15, 0...4)]),
    Rep(
      id: "omar", name: "Omar Haddad", zone: "Europe/Paris", manager: otherManager, dialer: "78",
      quotas: [("conversation", 10), ("meeting", 3)],
      conversations: [10, 11, 12], meetings: [3, 3, 4], callsPerDay: 3...6,
      openings: [1, 1, 2], demoPercent: 65, proposalPercent: 50, winPercent: 35,
      dealSize: 10...30),
    Rep(
      id: "piet", name: "Piet de Wit", zone: "Europe/Amsterdam", manager: otherManager,
      dialer: "79", quotas: [("conversation", 8), ("meeting", 2)],
      conversations: [8, 8, 9, 9], meetings: [2, 2, 3], callsPerDay: 2...4,
      openings: [0, 0, 1], demoPercent: 70, proposalPercent: 65, winPercent: 50,
      dealSize: 30...90, awayKnownLate: [(7, 1...3)]),
    Rep(
      id: "yuki", name: "Yuki Mori", zone: "Europe/London", manager: otherManager, dialer: "80",
      quotas: [("conversation", 6), ("meeting", 2)],
      conversations: [6, 6, 7, 8], meetings: [2, 2, 3], callsPerDay: 2...4,
      openings: [0, 1, 1], demoPercent: 60, proposalPercent: 60, winPercent: 40,
      dealSize: 20...50),
  ]

  static let accounts = [
    "acme", "alpenglow", "baltica", "birchwood", "blueharbor", "brightmill", "cedarline", "corvus",
    "delft-tools", "eastgate", "ferrovia", "finch-sons", "glasswing", "greyfriar", "halcyon",
    "hartmann", "ironbridge", "juniper-lane", "kestrel", "lakeside", "linden", "lumen-works",
    "marlowe", "meridian", "northfield", "nordwind", "oakmere", "orchard-hill", "pinnacle",
    "quayside", "redstone", "riverbend", "sagebrush", "silverline", "stonegate", "tamarack",
    "thornbury", "umbra", "valeria", "westbrook", "wolfram", "yarrow",
  ]
}
