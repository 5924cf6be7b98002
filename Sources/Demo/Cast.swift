/// One simulated rep: what they promise, how much they do and how well it lands.
package struct Rep: Sendable {
  package let id: String
  package let name: String
  package let zone: String
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
  let slumpWeeks: Int
  let slump: [Int]
  /// Weeks before the end of the season at which they join, on a Wednesday.
  let joinsBeforeEnd: Int?
}

/// The simulated team: Greg manages Marc (steady), Ana (busy, not landing), Todd (in a slump)
/// and Lena (new).
package enum Cast {
  package static let manager = "greg"

  package static let reps: [Rep] = [
    Rep(
      id: "marc", name: "Marc Petit", zone: "Europe/Paris", dialer: "71",
      quotas: [("conversation", 8), ("meeting", 3)],
      conversations: [8, 8, 9, 9, 10, 11], meetings: [3, 3, 4], callsPerDay: 3...6,
      openings: [1, 2, 2, 2], demoPercent: 85, proposalPercent: 75, winPercent: 50,
      dealSize: 20...60, slumpWeeks: 0, slump: [], joinsBeforeEnd: nil),
    Rep(
      id: "ana", name: "Ana Ruiz", zone: "Europe/Madrid", dialer: "72",
      quotas: [("conversation", 8), ("meeting", 4)],
      conversations: [11, 12, 12, 13, 14], meetings: [4, 5, 6], callsPerDay: 7...11,
      openings: [2, 3, 3], demoPercent: 90, proposalPercent: 15, winPercent: 25,
      dealSize: 15...40, slumpWeeks: 0, slump: [], joinsBeforeEnd: nil),
    Rep(
      id: "todd", name: "Todd Baker", zone: "Europe/London", dialer: "73",
      quotas: [("conversation", 8), ("meeting", 2)],
      conversations: [8, 9, 9, 10], meetings: [2, 2, 3], callsPerDay: 2...5,
      openings: [1, 1, 2], demoPercent: 75, proposalPercent: 65, winPercent: 40,
      dealSize: 20...50, slumpWeeks: 6, slump: [4, 5, 5, 6], joinsBeforeEnd: nil),
    Rep(
      id: "lena", name: "Lena Vogel", zone: "Europe/Berlin", dialer: "74",
      quotas: [("conversation", 4), ("meeting", 1)],
      conversations: [4, 5, 5, 6], meetings: [1, 2], callsPerDay: 4...7,
      openings: [0, 1, 1], demoPercent: 70, proposalPercent: 50, winPercent: 30,
      dealSize: 10...30, slumpWeeks: 0, slump: [], joinsBeforeEnd: 6),
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
