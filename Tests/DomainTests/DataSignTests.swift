import Domain
import Testing

/// MATHS M13: what many records show together though each of them is in order.
@Suite("M13 Signs in the data")
struct DataSignTests {
  private func sign(_ kind: DoubtKind, _ lab: Lab) -> DoubtRow? {
    lab.team.dataSigns(now: lab.now).first { $0.kind == kind }
  }

  private func lab() -> Lab {
    var lab = Lab.acme(appliedAt: "2026-01-05T00:00:00Z")
    lab.now = TestZones.at("2026-11-18T09:00:00Z")
    return lab
  }

  private func day(_ number: Int) -> String {
    "\((LocalDay("2026-01-05") ?? LocalDay(days: 0)).adding(days: number))T10:00:00Z"
  }

  @Test("M13 a quiet log shows no sign")
  func quiet() {
    var lab = lab()
    for number in 0..<40 {
      lab.deal(Event.dealOpened, "D-\(number)", at: day(number), amount: 100, account: "a\(number)")
      lab.log(at: day(number), deal: "D-\(number)")
    }
    #expect(lab.team.dataSigns(now: lab.now).isEmpty)
  }

  @Test("M13 amounts missing on most open deals", arguments: [(4, 0), (5, 5), (5, 4)])
  func amounts(without: Int, with: Int) {
    var lab = lab()
    for number in 0..<without { lab.deal(Event.dealOpened, "D-\(number)", at: day(number)) }
    for number in 0..<with {
      lab.deal(Event.dealOpened, "E-\(number)", at: day(number), amount: 1)
    }
    let found = sign(.amountsMissing, lab)
    #expect((found != nil) == (without >= 5 && without > with))
    if let found { #expect(found.count == 5 && found.of == 9 && found.examples.count == 5) }
  }

  @Test("M13 many closing on the day they open, by the day of the team's zone")
  func sameDay() {
    var lab = lab()
    for number in 0..<4 {
      lab.deal(Event.dealOpened, "D-\(number)", at: day(number))
      lab.deal(Event.dealLost, "D-\(number)", at: day(number))
    }
    // 23:30 and 00:30 of one UTC night are one day in Berlin, and 22:30 and 23:30 are two.
    lab.deal(Event.dealOpened, "E", at: "2026-02-02T22:30:00Z")
    lab.deal(Event.dealWon, "E", at: "2026-02-02T23:30:00Z")
    #expect(sign(.closedWhenOpened, lab) == nil)
    lab.deal(Event.dealOpened, "F", at: "2026-02-02T23:30:00Z")
    lab.deal(Event.dealWon, "F", at: "2026-02-03T00:30:00Z")
    let found = sign(.closedWhenOpened, lab)
    #expect(found?.count == 5 && found?.of == 6)
    for number in 0..<45 {
      lab.deal(Event.dealOpened, "G-\(number)", at: day(number))
      lab.deal(Event.dealWon, "G-\(number)", at: day(number + 9))
    }
    #expect(sign(.closedWhenOpened, lab) == nil, "5 of 51 are not many")
  }

  @Test("M13 one account with far more deals than others")
  func crowded() {
    var lab = lab()
    for number in 0..<54 {
      lab.deal(Event.dealOpened, "D-\(number)", at: day(number), amount: 1, account: "web form")
    }
    #expect(sign(.crowdedAccount, lab) == nil, "alone it is what all accounts are like")
    for number in 0..<10 {
      lab.deal(Event.dealOpened, "E-\(number)", at: day(number), amount: 1, account: "a\(number)")
    }
    #expect(sign(.crowdedAccount, lab)?.count == 54)
    #expect(sign(.crowdedAccount, lab)?.of == 64)
  }

  @Test("M13 activities mostly on somebody else's deals")
  func pooled() {
    var lab = lab()
    lab.deal(Event.dealOpened, "D", of: "ben", at: day(0), amount: 1)
    for number in 0..<19 { lab.log(at: day(number), deal: "D") }
    lab.log(at: day(1), deal: "unopened")
    #expect(sign(.othersDeals, lab) == nil)
    lab.log(at: day(20), deal: "D")
    #expect(sign(.othersDeals, lab)?.count == 20)
    for number in 0..<20 { lab.log(of: "ben", at: day(number), deal: "D") }
    #expect(sign(.othersDeals, lab) == nil, "half of them is not most")
  }

  @Test("M13 a quarter's last month wins 80% against 50% in others", arguments: [0.8, 0.55])
  func quarters(share: Double) {
    var lab = lab()
    for number in 0..<100 {
      let isEnd = number % 2 == 0
      let place = Double(number / 2)
      let wins = isEnd ? place < 50 * share : place < 25
      lab.deal(Event.dealOpened, "D-\(number)", at: day(number / 4), amount: 1)
      lab.deal(
        wins ? Event.dealWon : Event.dealLost, "D-\(number)",
        at: isEnd ? "2026-03-20T10:00:00Z" : "2026-05-20T10:00:00Z")
    }
    let found = sign(.quarterEndWins, lab)
    #expect((found != nil) == (share == 0.8))
    if let found { #expect(found.count == 40 && found.of == 50 && found.expected == 25) }
  }

  @Test("M13 somebody silent for 20 weeks while others are heard of")
  func silent() {
    var lab = lab()
    lab.log(of: "ben", at: "2026-06-29T09:00:00Z")
    lab.log(at: "2026-09-01T09:00:00Z")
    #expect(sign(.silentMember, lab) == nil, "all are silent: no source reports")
    lab.log(at: "2026-11-17T09:00:00Z")
    #expect(sign(.silentMember, lab)?.count == 1)
    #expect(sign(.silentMember, lab)?.of == 2)
    lab.log(of: "ben", at: "2026-07-06T09:00:00Z")
    #expect(sign(.silentMember, lab) == nil, "19 weeks are not 20")
  }

  @Test("M13 a stage that 26% reached and later 5%")
  func drift() {
    var lab = lab()
    for number in 0..<200 {
      let isOlder = number < 100
      lab.deal(Event.dealOpened, "D-\(number)", at: day(number), amount: 1)
      if number % 100 < (isOlder ? 26 : 5) {
        lab.deal(Event.dealAdvanced, "D-\(number)", at: day(number + 1), stage: "proposal")
      }
      lab.deal(Event.dealLost, "D-\(number)", at: day(number + 30))
    }
    let found = sign(.stageDrift, lab)
    #expect(found?.count == 5 && found?.of == 100)
    #expect(found?.expected == 26 && found?.about == "proposal")
  }
}
