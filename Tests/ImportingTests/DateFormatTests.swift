import Importing
import Testing

@Suite("Dates and money")
struct DateFormatTests {
  static func date(
    _ text: String, _ pattern: String, offset: Int64? = nil, at: Int64 = 12 * 3600
  ) -> Int64? {
    let items = pattern == "iso" ? nil : DateFormat.items(of: pattern).items
    let bytes = Array(text.utf8)
    return DateFormat(name: pattern, items: items, offset: offset, timeOfDay: at)
      .instant(bytes, 0..<bytes.count)
  }

  @Test(
    "dates with their own offset",
    arguments: [
      ("2011-10-01T00:38:44.546+02:00", 1_317_422_324_546_000),
      ("2011-10-01T00:38:44.546Z", 1_317_429_524_546_000),
      ("2016-02-29 23:59:59-0730", 1_456_817_399_000_000),
      ("1970-01-01T00:00Z", 0),
      ("2026-11-20T09:14:00.1234567+01", 1_795_162_440_123_456),
    ] as [(String, Int64)])
  func iso(text: String, expected: Int64) {
    #expect(Self.date(text, "iso") == expected)
  }

  @Test("a day without a clock time takes the mapping's, in the mapping's offset")
  func days() {
    let noon: Int64 = 1_498_910_400_000_000  // 2017-07-01T12:00:00Z
    #expect(Self.date("2017-07-01", "%Y-%m-%d", offset: 0) == noon)
    #expect(Self.date("7/1/2017", "%m/%d/%Y", offset: 0) == noon)
    #expect(Self.date("07/01/2017", "%m/%d/%Y", offset: 0) == noon)
    #expect(Self.date("1 Jul 2017", "%d %b %Y", offset: 0) == noon)
    #expect(Self.date("2017-07-01", "iso", offset: 3600) == noon - 3_600_000_000)
    #expect(Self.date("2017-07-01", "%Y-%m-%d", offset: 0, at: 0) == noon - 43_200_000_000)
  }

  @Test(
    "what is no date is refused",
    arguments: [
      "2017-13-02", "2017-00-10", "2017-02-29", "2017-04-31", "1969-12-31", "2101-01-01",
      "2017-1-02x", "17-01-02", "2017-01-02 ", "", "2017-01-0a",
    ])
  func noDate(text: String) {
    #expect(Self.date(text, "%Y-%m-%d", offset: 0) == nil)
  }

  @Test(
    "ISO texts that lack something are refused",
    arguments: [
      "2017-01-02T10:00:00", "2017-01-02", "2017-01-02T24:00:00Z", "2017-01-02T10:60:00Z",
      "2017-01-02T10:00:60Z", "2017-01-02T10:00:00.Z", "2017-01-02T10:00:00+1:00",
      "2017-1-2T10:00:00Z", "2017-01-02T10:00:00Zx",
    ])
  func noISO(text: String) {
    #expect(Self.date(text, "iso") == nil)
  }

  @Test("only UTC and offsets are fixed; named zones are not guessed")
  func zones() {
    #expect(DateFormat.fixedOffset("UTC") == 0)
    #expect(DateFormat.fixedOffset("Z") == 0)
    #expect(DateFormat.fixedOffset("+01:00") == 3600)
    #expect(DateFormat.fixedOffset("-0330") == -12_600)
    #expect(DateFormat.fixedOffset("Europe/Paris") == nil)
    #expect(DateFormat.fixedOffset("+25:00") == nil)
  }

  @Test(
    "money becomes minor units of its currency",
    arguments: [
      ("1054", "USD", 105_400), ("1,054.5", "USD", 105_450), ("$1,054.05", "USD", 105_405),
      ("-38.00", "USD", -3800), ("12.340", "USD", 1234), ("1054", "JPY", 1054),
      ("1.5", "KWD", 1500), (" 7 ", "USD", 700), ("USD 7", "USD", 700), ("0", "USD", 0),
    ] as [(String, String, Int64)])
  func money(text: String, currency: String, expected: Int64) {
    #expect(Self.money(text, currency) == expected)
  }

  @Test(
    "what is no amount is refused, never rounded",
    arguments: [
      "12.345", "1,05.00", "1,0545", "", "abc", "1.2.3", "--5", "99999999999999999", "1e5", "€5",
    ])
  func noMoney(text: String) {
    #expect(Self.money(text, "USD") == nil)
  }

  static func money(_ text: String, _ currency: String) -> Int64? {
    let bytes = Array(text.utf8)
    return MoneyFormat(
      currency: currency, decimal: UInt8(ascii: "."), group: UInt8(ascii: ","),
      symbols: ["$", "USD"]
    ).minorUnits(bytes, 0..<bytes.count)
  }

  @Test("the continental way of writing money")
  func continental() {
    let bytes = Array("1.234,50 €".utf8)
    let format = MoneyFormat(
      currency: "EUR", decimal: UInt8(ascii: ","), group: UInt8(ascii: "."), symbols: ["€"])
    #expect(format.minorUnits(bytes, 0..<bytes.count) == 123_450)
  }
}
