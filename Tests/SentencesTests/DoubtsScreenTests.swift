import JSONText
import Sentences
import Testing

@Suite("The page of doubts")
struct DoubtsScreenTests {
  private let answer = """
    {"at":"S:90207","view":"doubts","rows":[
      {"kind":"repeated-close","count":1,"examples":[700]},
      {"kind":"suspected-double","count":1204,"examples":[12,40,13,41,14,42]},
      {"kind":"of-a-later-version","count":1,"examples":[]}]}
    """

  @Test("the most frequent first, in words, with records and the way to look at one")
  func screen() throws {
    #expect(
      try Screens.text(DoubtsPage.self, answer) == """
        Doubts about the data                                               1,206 in all
                 what                                       records
          1,204  activities that seem to be recorded twice  e-12 e-40 e-13 e-41
              1  of-a-later-version
              1  closes of deals that were closed           e-700

          look: cox tail --from e-12  ·  cox amend  ·  cox retract

        """)
  }

  @Test("a pipe gets every kind with its records")
  func rows() throws {
    #expect(
      try Screens.rows(DoubtsPage.self, answer).split(separator: "\n").suffix(3).map { String($0) }
        == [
          "repeated-close\t1\t700\t\t\t", "suspected-double\t1204\t12 40 13 41 14 42\t\t\t",
          "of-a-later-version\t1\t\t\t\t",
        ])
  }

  @Test("what only many records show says out of how many, and what it means")
  func signs() throws {
    let answer = """
      {"at":"S:90207","rows":[{"kind":"repeated-close","count":1,"examples":[700]},
        {"kind":"amounts-missing","count":1041,"of":1052,"examples":[9]},
        {"kind":"stage-drift","count":3,"of":60,"expected":15.4,"about":"proposal","examples":[]}]}
      """
    #expect(
      try Screens.text(DoubtsPage.self, answer) == """
        Doubts about the data                                                   1 in all
             what                              records
          1  closes of deals that were closed  e-700

          Over many records, each in order by itself
          1,041 of 1,052 open deals say no amount e-9
            a pipeline in money is a guess until they do
          3 of 60 (15 were to be expected) of the newer closed deals reached proposal
            the stage may mean something else by now

          look: cox tail --from e-9  ·  cox amend  ·  cox retract

        """)
  }

  @Test("no doubt is said so")
  func none() throws {
    #expect(
      try Screens.text(DoubtsPage.self, #"{"at":"S:1","rows":[]}"#)
        == "Nothing about the data is in doubt.\n")
  }

  @Test("one's own event that another source has, too, counts and says so")
  func written() throws {
    let result = try JSONValue.parse(
      #"{"new":1,"doubts":["suspected-double"],"effects":[]}"#)
    let lines = WrittenPage.screen(result, verb: "logged", id: "x1", for: Screens.reader)
    #expect(lines.first?.unstyled == "logged")
    #expect(lines.contains { $0.unstyled.contains("both count: cox doubts") })
    #expect(WrittenPage.doubt(result) == nil)
  }
}
