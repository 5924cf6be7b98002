import Importing
import Testing

@Suite("Progress line")
struct ProgressLineTests {
  static func tally() -> ImportTally {
    var tally = ImportTally(rules: 1)
    tally.rows = 178_204
    tally.events = [610_000]
    return tally
  }

  @Test("shows how far, how many, how long still and how fast")
  func usual() {
    let line = ProgressLine(name: "bpi2012", at: 10)
    #expect(
      line.text(Self.tally(), portion: 0.68, at: 12)
        == "bpi2012  ██████████·····  68%  178,204 rows · 0:01 left · 0.30 M events/s")
  }

  @Test("a stream of unknown length has no bar")
  func stream() {
    let line = ProgressLine(name: "bpi2012", at: 10)
    #expect(
      line.text(Self.tally(), portion: nil, at: 20) == "bpi2012  178,204 rows · 61,000 events/s")
  }

  @Test("never wraps: what matters least is dropped first", arguments: [40, 60, 79, 120])
  func width(columns: Int) {
    var tally = Self.tally()
    tally.refused = 12
    tally.withoutPerson = 12_240
    let text = ProgressLine(name: "bpi2012", at: 10, columns: columns)
      .text(tally, portion: 0.68, at: 12)
    #expect(text.count <= max(columns, 45))
    #expect(text.contains("12 refused") == (columns >= 79))
    #expect(text.contains("events/s") == (columns == 120))
    #expect(text.contains("without a person") == (columns == 120))
  }
}
