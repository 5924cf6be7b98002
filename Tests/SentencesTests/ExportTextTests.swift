import JSONText
import Sentences
import Testing

@Suite("Texts for other programs")
struct ExportTextTests {
  @Test("CSV quotes what needs quotes, and nothing else")
  func csv() {
    let records = Records(
      ["a", "b c"], [["1", "x,y"], ["\"", "two\nlines"], ["", "tab\tand é"]])
    #expect(
      CSVText.text(records)
        == "a,b c\r\n1,\"x,y\"\r\n\"\"\"\",\"two\nlines\"\r\n,tab\tand é\r\n")
  }

  @Test("a text that a spreadsheet would run gets an apostrophe, a number stays one")
  func formulas() {
    let cells = [
      "=HYPERLINK(1)", "@SUM(A1)", "+1 555", "-x", "\tx", "\r", "-5", "+1.5e3", "a=b", "-inf",
    ]
    #expect(
      CSVText.text(Records(["a"], cells.map { [$0] }))
        == "a\r\n'=HYPERLINK(1)\r\n'@SUM(A1)\r\n'+1 555\r\n'-x\r\n'\tx\r\n\"'\r\"\r\n-5\r\n+1.5e3\r\n"
        + "a=b\r\n'-inf\r\n")
  }

  @Test("a family has its type, unit and help before its samples; one without samples is left out")
  func families() {
    var text = OpenMetricsText()
    text.family("a", .counter, "All\nof \"it\".", [([("t", "x\\\"\n")], 3)])
    text.family("b", .gauge, unit: "seconds", "Long.", [([], 0.5)])
    text.family("c", .gauge, "None.", [])
    #expect(
      text.text == """
        # TYPE a counter
        # HELP a All\\nof \\"it\\".
        a_total{t="x\\\\\\"\\n"} 3
        # TYPE b_seconds gauge
        # UNIT b_seconds seconds
        # HELP b_seconds Long.
        b_seconds 0.5
        # EOF

        """)
  }

  @Test("samples of several people are added up where people are not kept apart")
  func sums() throws {
    let week = { (name: String, done: Int) throws in
      try JSONValue.parse(
        #"{"member":{"id":"\#(name)"},"rows":[{"metric":"call","unit":"count","done":\#(done)}]}"#)
    }
    let weeks = [try week("ana", 2), try week("ben", 3)]
    let status = try JSONValue.parse(#"{"team":"acme","events":7}"#)
    func text(_ byMember: Bool) -> String {
      MetricsExport.text(
        status: status, weeks: weeks, alerts: nil, deals: [], byMember: byMember)
    }
    #expect(
      text(false).contains(#"coxswain_week_done{team="acme",metric="call",unit="count"} 5"#))
    #expect(
      text(true).contains(
        #"coxswain_week_done{team="acme",member="ben",metric="call",unit="count"} 3"#))
  }
}
