/// Companies that reps speak to before there is a deal, some of which become one.
struct Prospects: Sendable {
  private var count = 0
  /// Those a rep spoke to last, the newest at the end.
  private var recent: [String: [String]] = [:]

  /// From more companies than this none is spoken to again.
  private static let kept = 12

  /// A company for a rep's conversation, by a drawn number: mostly one that nobody has spoken to yet.
  mutating func meet(_ rep: String, by number: UInt64) -> String {
    let known = recent[rep] ?? []
    if !known.isEmpty, number % 100 < 15 { return known[Int(number / 100 % UInt64(known.count))] }
    let name = new()
    recent[rep] = Array((known + [name]).suffix(Self.kept))
    return name
  }

  /// The company of a rep's new deal: one spoken to lately, or a new one where there is none.
  mutating func open(_ rep: String, by number: UInt64) -> String {
    guard var known = recent[rep], !known.isEmpty else { return new() }
    let name = known.remove(at: Int(number % UInt64(known.count)))
    recent[rep] = known
    return name
  }

  private mutating func new() -> String {
    let (stems, endings) = (Self.stems.count, Self.endings.count)
    let (stem, turn) = (count % stems, count / stems)
    // Each turn through the stems gives every one its next ending, so no name comes twice.
    let name = "\(Self.stems[stem])-\(Self.endings[(turn + stem) % endings])"
    let round = turn / endings
    count += 1
    return round == 0 ? name : "\(name)-\(round + 1)"
  }

  private static let stems = [
    "alder", "amber", "arbor", "aspen", "beacon", "birch", "bramble", "bridge", "cedar", "cliff",
    "clover", "copper", "coral", "crane", "dune", "ember", "falcon", "fern", "fjord", "flint",
    "forge", "garnet", "grove", "harbor", "hazel", "heron", "iris", "ivory", "jade", "kite", "lark",
    "laurel", "linden", "maple", "marsh", "meadow", "mill", "moss", "oak", "orchid", "otter",
    "pebble", "pine", "quartz", "raven", "reed", "river", "sable", "slate", "spruce", "swift",
    "thistle", "tide", "vale", "willow", "wren",
  ]

  private static let endings = [
    "works", "tools", "labs", "foods", "mills", "freight", "glass", "paper", "energy", "optics",
    "motors", "seeds", "textiles", "media", "pumps", "robotics", "clinics", "hotels", "boats",
    "bikes", "coffee", "books", "steel", "timber", "print", "farms", "homes", "rail", "air",
    "sound",
    "design", "games", "bakery", "pharma", "storage", "travel", "lights", "water", "wind", "solar",
  ]
}
