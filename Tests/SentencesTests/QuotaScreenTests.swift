import JSONText
import Sentences
import Testing

private let quotas = """
  {"view":"quotas","now":"2026-11-18T16:02:11Z","today":"2026-11-18","next_week":"2026-11-23",
   "member":"ana","metrics":["conversation","visit"],
   "critical":{"limit":1,"count":2,"names":["Conversation","Visit"]},"rows":[
    {"quota":"ana/conversation/2026-11-23","member":"ana","metric":"conversation",
     "name":"Conversation","state":"coming","weekly":10,"from":"2026-11-23","origin":"plan",
     "accepted":"2026-11-18","low":7,"high":14,"goal":"ana/revenue/FY2026","seq":40,"terms":[]},
    {"quota":"ana/visit/start","member":"ana","metric":"visit","name":"Visit","state":"in-force",
     "weekly":2,"origin":"playbook","seq":8,"terms":[]},
    {"quota":"ana/visit/2026-11-23","member":"ana","metric":"visit","name":"Visit",
     "state":"proposed","weekly":4,"from":"2026-11-23","origin":"self","seq":42,"terms":[],
     "offer":{"seq":42,"weekly":4,"from":"2026-11-23","by":"greg","said":"2026-11-18",
       "origin":"self","reason":"they open doors"}}]}
  """

@Suite("Quotas as a person reads them")
struct QuotaScreenTests {
  @Test("a quota says what is asked, since when and whose it is; too many are named")
  func screen() throws {
    let text = try Screens.text(QuotasPage.self, quotas)
    #expect(text.hasPrefix("3 quotas"), "\(text)")
    #expect(text.contains("1 offer waits for an answer"))
    let lines = text.split(separator: "\n").map(String.init)
    let row = try #require(lines.first { $0.contains("conversation") })
    #expect(row.contains("10 (7–14)") && row.contains("from 23 Nov"), "\(row)")
    #expect(row.contains("accepted 18 Nov, from the plan"), "\(row)")
    let visit = try #require(lines.first { $0.contains("the playbook's") })
    #expect(visit.contains("always") && visit.contains(" 2 "), "\(visit)")
    #expect(
      text.contains("  greg offers 4 visit a week from 23 Nov: \"they open doors\""), "\(text)")
    #expect(
      text.contains(
        "  2 activities have a quota, and more than 1 hide the few: Conversation, Visit."))
    #expect(text.contains("cox quota accept ana/visit/2026-11-23"))
  }

  @Test("without quotas the page says how one comes about, and few enough are no matter")
  func none() throws {
    #expect(
      try Screens.text(QuotasPage.self, #"{"rows":[],"today":"2026-11-18"}"#) == """
        No quotas: no week asks for anything yet.
          cox plan  ·  cox quota propose METRIC WEEKLY

        """)
    let few = try Screens.text(
      QuotasPage.self,
      #"{"today":"2026-11-18","critical":{"limit":5,"count":1,"names":["Call"]},"rows":[{"quota":"q","member":"ana","metric":"call","state":"ended","weekly":2,"origin":"playbook","ended":{"from":"2026-11-30"},"terms":[]}]}"#
    )
    #expect(few.contains("given up from 30 Nov") && !few.contains("the few"), "\(few)")
  }

  @Test("C17: a quota that was given up and stated anew says that it was, and why")
  func endings() throws {
    let text = try Screens.text(
      QuotasPage.self,
      """
      {"today":"2026-11-18","rows":[{"quota":"q","member":"ana","metric":"call","state":"coming",
       "weekly":2,"origin":"plan","from":"2026-11-23","terms":[],"endings":[{"seq":4,
       "from":"2026-11-19","reason":"two fairs","by":"greg","said":"2026-11-18"}]}]}
      """)
    #expect(text.contains("greg gave ana's call up from 19 Nov: \"two fairs\""), "\(text)")
  }

  @Test("a pipe gets each quota as a row")
  func rows() throws {
    let lines = try Screens.rows(QuotasPage.self, quotas).split(separator: "\n")
    #expect(
      lines[1]
        == "ana/conversation/2026-11-23\tana\tconversation\tcoming\t10\t2026-11-23\tplan\t2026-11-18\t7\t14\tana/revenue/FY2026\t40\t"
    )
    #expect(lines[3].hasSuffix("\t42\t4"))
  }
}
