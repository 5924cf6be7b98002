import JSONText
import Sentences
import Testing

/// Coverage of a quarter, a little short of an even chance.
enum CoverageSample {
  static let coverage = """
    {"at":"S:42","view":"coverage","now":"2026-11-18T16:02:11Z",
     "member":{"id":"marc","name":"Marc","role":"rep","zone":"Europe/Paris"},
     "goal":{"goal":"marc/revenue/FY2026-Q3","metric":"revenue","name":"Revenue","unit":"money",
      "currency":"EUR","amount":30000000,"achieved":14000000,"left":16000000,"times":4,
      "period":"FY2026-Q3","first":"2026-10-01","last":"2026-12-31","accepted":"2026-09-28",
      "by":"marc","from":"2026-10-01","backdated":false},
     "window":{"name":"FY2026-Q3","first":"2026-10-01","last":"2026-12-31","days_left":43},
     "left":16000000,"wins_needed":4,"deal":{"mean":4000000,"n":29,"of":"own","label":"some"},
     "open":{"deals":13,"amount":52000000,"without_amount":2},"have":3.25,"chance":0.42,
     "even":3.75,"eighty":5.25,"ninety_five":6.5,"blanket":{"multiple":3,"chance":0.35},
     "c":0.25,"c_low":0.17,"c_high":0.34,
     "curve":{"of":"own","closed":64,"wins":22,"oldest_win_days":210,"median_cycle_days":42},
     "idle":{"deals":["D-118","D-131"],"have":2.75,"chance":0.29},"beyond":{"deals":["D-77"]},
     "state":"too-little",
     "rows":[
      {"deal":"D-140","account":"acme","stage":"proposal","amount":6000000,"guessed":false,
       "age_days":38,"idle_days":3,"chance":0.44,"idle":false,"beyond":false},
      {"deal":"D-118","account":"globex","stage":"demo","amount":4000000,"guessed":true,
       "age_days":121,"idle_days":96,"chance":0.12,"idle":true,"beyond":false},
      {"deal":"D-77","amount":3000000,"guessed":false,"age_days":260,"idle_days":12,"chance":0,
       "idle":false,"beyond":true}]}
    """

  /// The coverage with some of its text replaced; each has to be there.
  static func changed(_ changes: [(String, String)]) -> String {
    changes.reduce(coverage) { text, change in
      let copy = text.split(separator: change.0, omittingEmptySubsequences: false)
      #expect(copy.count > 1, "the sample does not say \(change.0)")
      return copy.joined(separator: change.1)
    }
  }
}

@Suite("Coverage as a person reads it")
struct CoverageScreenTests {
  private func text(_ changes: (String, String)...) throws -> String {
    try Screens.text(CoveragePage.self, CoverageSample.changed(changes))
  }

  private func words(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test("coverage says whether it is enough before it says how that comes about")
  func coverage() throws {
    let text = try Screens.text(CoveragePage.self, CoverageSample.coverage)
    #expect(
      text == """
        Marc · €300k revenue · 1 Oct – 31 Dec                    FY2026-Q3, 43 days left

          3.3x is open: 42% to make it. An even chance needs 3.8x, 80% needs 5.3x.
          ▕█████████████████··▎·······▎······▏  50% 3.8x · 80% 5.3x

          Too little €80,000 more open would make it even, 2 deals of the mean size
          Left       €160,000, 4 wins of €40,000
          Open       €520,000 in 13 deals; 2 without an amount count as the mean
          3x         would leave it at 35%: 25% (17–34%) of the deals open now are won
                     in the window
          Idle       over twice the win cycle (42 d): D-118, D-131. Close or revive?
                     counted as lost: 2.8x, 29%
          Left out   older than any of your wins (210 d): D-77. Close or revive?

          likeliest                              amount    age  chance
          D-140      acme    proposal           €60,000   38 d     44%
          D-118      globex  demo, idle 96 d  ≈ €40,000  121 d     12%
          D-77                                  €30,000  260 d       –

          cox trace D-118  ·  cox coverage --why  ·  cox plan

        """)
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 24)
  }

  @Test("too much is said, too, and the gauge shows its marks inside of what is filled")
  func tooMuch() throws {
    let text = try text(("too-little", "too-much"), (#""have":3.25"#, #""have":7.25"#))
    #expect(words(text).contains("Too much more than the 6.5x of 95%"))
    #expect(!text.contains("Too little") && text.contains("█▎█") && !text.contains("·▎"))
  }

  @Test("enough is neither too little nor too much")
  func enough() throws {
    let text = try text(("\"too-little\"", "\"ok\""), (#""have":3.25"#, #""have":5.5"#))
    #expect(!text.contains("Too ") && text.contains("5.5x is open"))
  }

  @Test("what is missing is the needed deals less what is open, whatever is left is in mean deals")
  func missing() throws {
    // 100,000 left in deals of 40,000 at 40%: six deals make it even, 2.4x, and 120,000 are open.
    let text = try text(
      (#""left":16000000"#, #""left":10000000"#), (#""have":3.25"#, #""have":1.2"#),
      (#""even":3.75"#, #""even":2.4"#), (#""eighty":5.25"#, #""eighty":3.6"#),
      (#""amount":52000000"#, #""amount":12000000"#))
    #expect(
      words(text).contains(
        "Too little €120,000 more open would make it even, 3 deals of the mean size"), "\(text)")
  }

  @Test("where the open deals are not alike, the chance decides and the page says so")
  func unlike() throws {
    let little = try text((#""have":3.25"#, #""have":4.25"#))
    #expect(
      words(little).contains(
        "Too little though over the 3.8x of equal deals: those open are not alike"), "\(little)")
    #expect(!little.contains("more open would"))
    let enough = try text(("\"too-little\"", "\"ok\""), (#""chance":0.42"#, #""chance":0.56"#))
    #expect(
      words(enough).contains("Enough though under the 3.8x of equal deals: those open are not"),
      "\(enough)")
  }

  @Test("of a window to come its first day is told, and not how long it runs from now")
  func toCome() throws {
    let changes = [
      (#""days_left":43"#, #""days_left":133,"to_come":true"#), ("2026-10-01", "2027-01-01"),
      ("2026-12-31", "2027-03-31"),
    ]
    let json = CoverageSample.changed(changes)
    #expect(try Screens.text(CoveragePage.self, json).contains("FY2026-Q3, from 1 Jan 2027"))
    let why = try words(Screens.text(CoverageWhyPage.self, json))
    #expect(why.contains("open for 38 d, won from 1 Jan to 31 Mar"), "\(why)")
  }

  @Test("where no deal can be won in time no multiple is asked for")
  func hopeless() throws {
    let text = try text(
      (#""c":0.25"#, #""c":0"#), (#""chance":0.42"#, #""chance":0"#),
      (#""even":3.75,"eighty":5.25,"ninety_five":6.5,"#, ""))
    #expect(
      words(text).contains(
        "3.3x is open: under 1% to make it. Deals as old as these are not won in the window."))
    #expect(!text.contains("–x") && !text.contains("needs –"))
  }

  @Test(
    "three times is right for a third, too little below it, more than it takes above",
    arguments: [
      (0.25, 0.35, "3x would leave it at 35%: 25% (17–34%) of the deals open now are won"),
      (0.3333, 0.58, "3x right here, for once: 33% (17–34%) of the deals open now are won"),
      (0.5, 0.89, "3x is more than it takes, 89% to make it: 50% (17–34%) of the deals"),
    ])
  func blanket(c: Double, chance: Double, said: String) throws {
    let text = try text((#""c":0.25"#, "\"c\":\(c)"), (#""chance":0.35"#, "\"chance\":\(chance)"))
    #expect(words(text).contains(said), "\(text)")
  }

  @Test("whose deals and whose curve it rests on is said where they are not one's own")
  func borrowed() throws {
    let text = try text(
      (#""of":"own","closed""#, #""of":"team","closed""#),
      (#""n":29,"of":"own""#, #""n":29,"of":"team""#))
    #expect(words(text).contains("won in the window, by the team's curve"))
    #expect(words(text).contains("Left out no deal as old was ever won (210 d): D-77."))
    #expect(text.contains("4 wins of the team's €40,000"))
    #expect(try self.text((#""n":29,"of":"own""#, #""n":0,"of":"assumed""#)).contains(", assumed"))
  }

  @Test(
    "where no multiple can be told there is none on the page",
    arguments: [
      ("unknown", "Unknown: 2 of 13 open deals have no amount", "cox deals --list"),
      ("none-left", "Every open deal is older than any of your wins", "D-77. Close or revive?"),
      ("no-open", "Nothing is open and due in the window; €160,000 is left.", "cox deal open"),
      (
        "no-curve", "20 with 5 wins it takes. So far 64 are known, 22 of them won",
        "cox deals --list"
      ),
      (
        "no-deal-size", "What a win is worth is not known: nobody has won with an amount yet.",
        "cox deal won DEAL --amount AMOUNT --currency CUR"
      ),
      ("none-left", "any of your wins", "cox deal lost D-77 --reason REASON"),
      ("later-state", "No multiple can be told (later-state).", "cox plan"),
      ("reached", "Reached: €140,000 of €300,000. Nothing is left to cover.", "cox goal list"),
      ("over", "The period ended on 31 Dec", "cox goal propose"),
      (
        "not-wins",
        "Coverage is about deals still to be won; this goal counts revenue. cox plan shows its way.",
        "cox plan"
      ),
    ])
  func noMultiple(state: String, said: String, next: String) throws {
    let text = try text(("\"too-little\"", "\"\(state)\""), (#""have":3.25"#, #""have":null"#))
    #expect(words(text).contains(said) && text.contains(next), "\(text)")
    #expect(!text.contains("█") && text.firstMatch(of: #/[0-9]x/#) == nil, "\(text)")
  }

  @Test("a goal of wins is covered by deals, without money")
  func counted() throws {
    let text = try Screens.text(
      CoveragePage.self,
      """
      {"now":"2026-11-18T16:02:11Z","member":{"id":"ana","name":"Ana"},
       "goal":{"goal":"g","metric":"won","name":"Won","unit":"count","amount":30,"achieved":19,
        "left":11,"first":"2026-01-01","last":"2026-12-31","accepted":"2026-01-02"},
       "window":{"name":"2026","last":"2026-12-31","days_left":43},"left":11,"wins_needed":11,
       "open":{"deals":22,"amount":22,"without_amount":1},"have":2,"chance":0.2,"even":2.4545,
       "eighty":3.3636,"ninety_five":4.1818,"c":0.4,"blanket":{"multiple":3,"chance":0.66},
       "idle":{"deals":[]},"beyond":{"deals":[]},"state":"too-little",
       "rows":[{"deal":"W-1","chance":0.5,"age_days":1}]}
      """)
    #expect(text.contains("Too little 5 more open would make it even"))
    #expect(text.contains("Left       11 wins") && text.contains("Open       22 deals"))
    #expect(text.contains("1 without an amount counts as the mean"))
    #expect(!text.contains("€") && !text.contains("Idle") && !text.contains("Left out"))
  }

  @Test("C37: coverage with a missing exchange rate names it, and the line to add")
  func exchangeRate() throws {
    let text = try text(
      ("\"too-little\"", "\"no-currency-rate\""), (#""have":3.25"#, #""have":null"#),
      (
        #""backdated":false"#,
        #""missing":[{"from":"USD","to":"EUR","day":"2026-11-03","deal":"D-1"}]"#
      ))
    #expect(words(text).contains("USD into EUR on 3 Nov (D-1)."))
    #expect(text.contains(#"- {from: 2026-11-03, base: EUR, rates: {USD: "RATE"}}"#))
  }

  @Test("C37: an open deal without a rate is named beside what counts without an amount")
  func openWithoutRate() throws {
    let pair = #""missing":[{"from":"USD","to":"EUR","day":"2026-11-18","deal":"D-9"}],"open":{"#
    let text = try text((#""open":{"#, pair))
    #expect(words(text).contains("No rate USD into EUR on 18 Nov (D-9): as without an amount"))
    #expect(text.contains("cox playbook apply FILE --dry-run"))
    let unknown = try self.text(
      (#""open":{"#, pair), ("\"too-little\"", "\"unknown\""), (#""have":3.25"#, #""have":null"#))
    #expect(words(unknown).contains("No rate USD into EUR on 18 Nov (D-9)"), "\(unknown)")
  }

  @Test("C37: where no mean is known for want of a rate, that is what the page says")
  func meanWithoutRate() throws {
    let pair = #""missing":[{"from":"USD","to":"EUR","day":"2026-03-11"}],"open":{"#
    let text = try text(
      (#""open":{"#, pair), ("\"too-little\"", "\"no-currency-rate\""),
      (#""have":3.25"#, #""have":null"#))
    #expect(
      words(text).contains(
        "What a win is worth is not known, for want of a rate: USD into EUR on 11 Mar."))
    #expect(text.contains(#"- {from: 2026-03-11, base: EUR, rates: {USD: "RATE"}}"#))
  }

  @Test("a page of any width keeps its columns, with names of any script", arguments: [40, 60, 80])
  func widths(width: Int) throws {
    let reader = Reader(width: width, now: Screens.now, offset: Screens.reader.offset)
    for name in ["acme", "山田商事株式会社東京本店営業第一部", "👩‍👩‍👧", "नमस्ते"] {
      let json = CoverageSample.changed([("acme", name), ("Marc", name)])
      let lines = CoveragePage.screen(try .parse(json), for: reader).flatMap {
        $0.fitted(to: width)
      }
      for line in lines { #expect(line.width <= width, "\(width): \(line.unstyled)") }
      // The chances of all deals end in the same cell.
      let ends = lines.filter { $0.unstyled.hasPrefix("  D-") }.map(\.width)
      #expect(ends.count == 3 && Set(ends).count == 1, "\(lines.map(\.unstyled))")
    }
  }

  @Test("read aloud, coverage is sentences without a gauge")
  func plain() throws {
    let reader = Reader(width: 400, now: Screens.now, offset: Screens.reader.offset)
    let said = CoveragePage.screen(try .parse(CoverageSample.coverage), for: reader)
      .map { Spoken.line($0) }
    #expect(said.contains("50% 3.8x, 80% 5.3x"))
    #expect(said.contains { $0.contains("about €40,000") })
    #expect(!said.contains { $0.contains("█") || $0.contains("≈") })
  }

  @Test("a pipe gets every open deal")
  func rows() throws {
    let rows = try Screens.rows(CoveragePage.self, CoverageSample.coverage).split(separator: "\n")
    #expect(
      rows.first
        == "deal\taccount\tstage\tamount\tguessed\tage_days\tidle_days\tchance\tidle\tbeyond")
    #expect(rows.count == 4)
    #expect(rows[2] == "D-118\tglobex\tdemo\t4000000\ttrue\t121\t96\t0.12\ttrue\tfalse")
  }
}
