import Sentences
import Testing

@Suite("Lines to be read aloud")
struct SpokenLineTests {
  @Test(
    "a line becomes words",
    arguments: [
      (
        "Marc · Wed 18 Nov · week 47, day 3 of 5           as of 17:02 Europe/Paris",
        "Marc, Wednesday 18 November, week 47, day 3 of 5, as of 17:02 Europe/Paris"
      ),
      (
        "  conversation      3      8  ███······  2 short of 4.8 tonight · 22% to make it",
        "conversation, 3, 8, 2 short of 4.8 tonight, 22% to make it"
      ),
      ("  cox log call ACCOUNT  ·  cox deals", "cox log call ACCOUNT, cox deals"),
      ("  Jerry  —  ███████·  9/10", "Jerry, nothing, 9/10"),
      ("  weeks 42–46: up 3 h 5 min", "weeks 42 to 46: up 3 hours 5 minutes"),
      ("  = wins  11.25", "is wins, 11.25"), ("by 5 Jan.", "by 5 January."),
      ("  ≈ €40,000  cox plan --what-if lag=16", "about €40,000, cox plan --what-if lag=16"),
      ("  call  –", "call, none"), ("  ·········", ""), ("", ""),
      // Whoever is called like a month stays who they are.
      ("  Jan  5 Jan", "Jan, 5 January"), ("Sun Li · May B", "Sun Li, May B"),
    ])
  func spoken(shown: String, said: String) {
    #expect(Spoken.line(Text(shown)) == said)
  }
}

@Suite("Wide characters")
struct WideNameTests {
  /// Names that take more or fewer cells than they have characters or code points.
  private static let names = [
    "山田太郎", "Jose\u{301} Mu\u{308}ller", "이서연", "ﾊﾝｶｸ", "👩‍👩‍👧 Ada", "नमस्ते", "Ann",
  ]

  private func week(_ name: String) -> String {
    """
    {"now":"2026-11-18T16:02:11Z","member":{"id":"m","name":"\(name)","zone":"Europe/Paris"},
     "week":{"label":"2026-W47","day":3,"days":5,"state":"open","ends":"2026-11-22T23:00:00Z","known":true},
     "next":{"metric":"c","need":5,"by":"2026-11-20"},
     "rows":[{"metric":"c","name":"\(name)","unit":"count","done":3,"quota":8,"target":8,"expected":4.8,"need":5,"chance":0.22,"state":"behind"},
             {"metric":"d","name":"proposal","unit":"count","done":2,"quota":2,"target":2,"state":"done"}]}
    """
  }

  @Test("a page keeps its width and its columns whatever the script", arguments: [40, 60, 80, 120])
  func columns(width: Int) throws {
    for name in Self.names {
      let reader = Reader(width: width, now: Screens.now, offset: Screens.reader.offset)
      let lines = WeekPage.screen(try .parse(week(name)), for: reader).flatMap {
        $0.fitted(to: width)
      }
      for line in lines { #expect(line.width <= width, "\(name) at \(width): \(line.unstyled)") }
      // The bars of all rows begin in the same cell; a narrow page has none.
      let starts = lines.map(\.unstyled).compactMap { line in
        line.firstIndex(of: "█").map { DisplayWidth.of(line[..<$0]) }
      }
      let isAligned =
        width < 56 ? starts.isEmpty : starts.count == 2 && Set(starts).count == 1
      #expect(isAligned, "\(name) at \(width): \(starts)")
    }
  }

  @Test("a team's table keeps its columns, too", arguments: [60, 80, 120])
  func team(width: Int) throws {
    let rows = Self.names.map { name in
      #"{"member":"m","name":"\#(name)","known":true,"alerts":[],"lines":[{"metric":"c","name":"conversation","done":3,"quota":8,"target":8,"state":"on"}]}"#
    }
    let json = #"{"week":"2026-W47","rows":[\#(rows.joined(separator: ","))]}"#
    let reader = Reader(width: width, now: Screens.now, offset: Screens.reader.offset)
    let lines = TeamPage.screen(try .parse(json), for: reader).flatMap { $0.fitted(to: width) }
    let starts = lines.map(\.unstyled).compactMap { line in
      line.firstIndex(of: "█").map { DisplayWidth.of(line[..<$0]) }
    }
    #expect(starts.count == Self.names.count && Set(starts).count == 1, "\(starts)")
    for line in lines { #expect(line.width <= width, "\(line.unstyled)") }
  }
}
