package import JSONText

/// How the daemon is (`cox status`).
package enum StatusPage: Page {
  private static let fields: [(name: String, path: [String])] = [
    ("version", ["version"]), ("team", ["team"]), ("store", ["store"]), ("head", ["head"]),
    ("events", ["events"]), ("members", ["members"]), ("deals", ["deals"]),
    ("clients", ["clients"]), ("ingests", ["ingests"]), ("subscriptions", ["subscriptions"]),
    ("rejected", ["rejected"]), ("unknown_types", ["unknown_types"]), ("doubts", ["doubts"]),
    ("clock.now", ["clock", "now"]), ("clock.source", ["clock", "source"]),
    ("clock.doubt", ["clock", "doubt"]), ("clock.held", ["clock", "held"]),
    ("memory.rss", ["memory", "rss"]),
    ("log.segments", ["log", "segments"]), ("log.bytes", ["log", "bytes"]),
    ("sync.last_us", ["sync", "last_us"]), ("sync.count", ["sync", "count"]),
    ("uptime_s", ["uptime_s"]), ("writable", ["writable"]), ("disk.free", ["disk", "free"]),
    ("disk.per_day_7", ["disk", "per_day_7"]), ("disk.per_day_28", ["disk", "per_day_28"]),
    ("disk.full_on", ["disk", "full_on"]), ("damage.places", ["damage", "places"]),
    ("damage.file", ["damage", "file"]), ("damage.byte", ["damage", "byte"]),
    ("damage.first", ["damage", "first"]), ("damage.last", ["damage", "last"]),
    ("damage.reason", ["damage", "reason"]),
  ]

  /// One name and value a line: facts of one thing, not rows of many.
  package static func records(_ result: JSONValue) -> Records {
    Records(
      ["name", "value"],
      fields.compactMap { field in
        // What is so seldom there has no line until it is.
        if field.path[0] == "damage", result["damage"] == nil { return nil }
        var value: JSONValue = result
        for step in field.path.dropLast() { value = value[step] ?? .null }
        return field.path.last.map { [field.name, value.field($0)] }
      })
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    let width = reader.width
    let clock = result["clock"] ?? .null
    let hasDoubt = clock.flag("doubt") ?? false
    let isHeld = clock.flag("held") ?? false
    let doubts = result.integer("doubts") ?? 0
    let rejected = result.integer("rejected") ?? 0
    let well: Text =
      result.flag("writable") == false
      ? Text("answers, takes no events: the disk is full", .act)
      : isHeld
        ? Text("takes events, judges no week: restored, the rest may still come", .act)
        : hasDoubt
          ? Text("takes events, judges no week: the clock is in doubt", .act)
          : DamagePhrase.isKnown(result)
            ? Text("takes events; its log is damaged", .act) : Text("well", .good)
    func row(_ label: Text, _ text: Text, _ command: Text = "") -> Text {
      Layout.labelled(label, text, command: command, width: width)
    }
    func number(_ name: String) -> String { Figure.thousands(result.integer(name) ?? 0) }
    return [
      Layout.heading(
        "Team \(result.text("team") ?? "?")", "coxswaind \(result.text("version") ?? "?")",
        width: width),
      "", row("State", well + " · up \(duration(result.integer("uptime_s") ?? 0))"),
      row(
        "Log",
        "\(number("events")) events · \(size(result, "log", "bytes")) · head \(head(result))"
      ),
    ] + DamagePhrase.row(result, width: width) + DiskPhrase.row(result, width: width) + [
      row(
        "Team",
        "\(counted(result.integer("members") ?? 0, "member")) · \(counted(result.integer("deals") ?? 0, "deal"))"
      ),
      row(
        "Clients",
        "\(number("clients")) connected · \(number("ingests")) ingesting · "
          + "\(number("subscriptions")) following"),
      row("Last sync", "\(sync(result)) · memory \(size(result, "memory", "rss"))"),
      row("Clock", clockText(clock, reader)),
      row("Look at", look(rejected, doubts, result.integer("unknown_types") ?? 0)),
    ] + next(accepting: isHeld || hasDoubt, isHeld: isHeld, doubts, DamagePhrase.isKnown(result))
  }

  /// The seq of the head; the store's name before it is for programs.
  private static func head(_ result: JSONValue) -> String {
    result.text("head")?.split(separator: ":").last.map(String.init) ?? "?"
  }

  private static func next(
    accepting: Bool, isHeld: Bool, _ doubts: Int64, _ isDamaged: Bool
  ) -> [Text] {
    let accept: Text =
      isHeld
      ? "when all is given back: cox clock accept" : "if the clock is right: cox clock accept"
    let commands: [Text] =
      (isDamaged ? [DamagePhrase.command] : []) + (accepting ? [accept] : [])
      + (doubts > 0 ? ["cox doubts"] : [])
    return commands.isEmpty ? [] : [Layout.next(commands)]
  }

  private static func look(_ rejected: Int64, _ doubts: Int64, _ unknown: Int64) -> Text {
    let parts: [Text] = [
      rejected > 0 ? Text("\(counted(rejected, "line")) refused", .look) : "",
      doubts > 0 ? Text(counted(doubts, "doubt") + " about the data", .look) : "",
      unknown > 0 ? "\(counted(unknown, "event")) of unknown type, kept" : "",
    ]
    let text = parts.joined(" · ")
    return text.isEmpty ? Text("nothing", .faint) : text
  }

  private static func clockText(_ clock: JSONValue, _ reader: Reader) -> Text {
    guard let now = clock.text("now").flatMap({ Moment($0) }) else { return "unknown" }
    let said = ClockPage.spoken(now, reader)
    return clock.text("source") == "test" ? "\(said), a test clock" : Text(said)
  }

  private static func sync(_ result: JSONValue) -> String {
    guard let micros = result["sync"]?.number("last_us") else { return "none yet" }
    return "\(Figure.number(micros / 1000)) ms"
  }

  private static func size(_ result: JSONValue, _ group: String, _ name: String) -> String {
    Figure.size(result[group]?.number(name) ?? 0)
  }

  /// `3 d 4 h`, `12 min`.
  static func duration(_ seconds: Int64) -> String {
    switch seconds {
    case ..<60: "\(seconds) s"
    case ..<3600: "\(seconds / 60) min"
    case ..<86_400: "\(seconds / 3600) h \(seconds / 60 % 60) min"
    default: "\(seconds / 86_400) d \(seconds / 3600 % 24) h"
    }
  }
}
