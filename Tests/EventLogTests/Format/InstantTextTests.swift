import EventLog
import Simulation
import Testing

@Suite struct InstantTextTests {
  @Test(
    "Instants are written as UTC with microseconds",
    arguments: [
      (Int64(0), "1970-01-01T00:00:00.000000Z"),
      (testTime, "2026-11-21T18:05:09.123456Z"),
      (-1, "1969-12-31T23:59:59.999999Z"),
      (951_782_400_000_000, "2000-02-29T00:00:00.000000Z"),
      (-62_167_219_200_000_000, "0000-01-01T00:00:00.000000Z"),
      (253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z"),
    ])
  func golden(instant: Int64, text: String) {
    #expect(InstantText.text(instant) == text)
    #expect(InstantText.parse(Array(text.utf8).span, at: 0) == instant)
  }

  @Test("Any instant comes back from its text")
  func roundTrip() {
    var random = SeededRandomness(seed: 5)
    for _ in 0..<20_000 {
      let instant = Int64.random(
        in: -62_167_219_200_000_000...253_402_300_799_999_999, using: &random)
      #expect(InstantText.parse(Array(InstantText.text(instant).utf8).span, at: 0) == instant)
    }
  }

  @Test(
    "Other shapes are no instants",
    arguments: [
      "2026-11-21T18:05:09.123456", "2026-13-21T18:05:09.123456Z", "2026-11-21T24:05:09.123456Z",
      "2026-11-21 18:05:09.123456Z", "2026-11-21T18:05:60.123456Z", "2026-1a-21T18:05:09.123456Z",
    ])
  func refused(text: String) {
    #expect(InstantText.parse(Array(text.utf8).span, at: 0) == nil)
  }
}
