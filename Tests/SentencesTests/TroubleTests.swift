import JSONText
import Sentences
import Testing

@Suite("Troubles say what happened, where, and the command that fixes it")
struct TroubleTests {
  @Test("nothing listens")
  func noDaemon() {
    let trouble = Trouble.noDaemon(
      path: "/run/coxswain/emea.sock", reason: "nothing listens there")
    #expect(
      Screens.plain(trouble.lines) == """
        cox: no daemon answers on /run/coxswain/emea.sock (nothing listens there).
             start it:  systemctl start coxswaind@emea.socket
             or by hand:  coxswaind --team emea

        """)
    #expect(trouble.exitCode == 69)
  }

  @Test("a socket outside the folders of teams says nothing about a team's name")
  func elsewhere() {
    let trouble = Trouble.noDaemon(path: "/tmp/x/s.sock", reason: "there is no such socket")
    #expect(
      trouble.lines.last?.unstyled
        == "     start it:  coxswaind --team TEAM --socket /tmp/x/s.sock")
  }

  @Test("a request's members are not told to whoever typed a command, which is named")
  func parameters() {
    let refused = Trouble.refused(
      kind: "bad_params", message: "params.week must be a week, such as 2026-W47",
      details: ["pointer": "/params/week"], exitCode: 64)
    #expect(
      Screens.plain(refused.naming(command: "week").lines) == """
        cox: week must be a week, such as 2026-W47.
             how it is asked:  cox help week

        """)
    #expect(refused.naming(command: nil).lines.last?.unstyled.hasSuffix("cox help") == true)
  }

  @Test("a correction that undo leaves alone is named, with the event that it is about")
  func corrected() throws {
    let correction = try JSONValue.parse(
      #"{"type":"coxswain.event.amended","data":{"id":"4atx43j18"}}"#)
    let event = try JSONValue.parse(
      #"{"id":"4atx43j18","seq":7,"type":"coxswain.activity.logged","data":{"metric":"call"}}"#)
    let lines = Trouble.correctionNotUndone(correction, of: event).lines.map(\.unstyled)
    #expect(lines.joined().contains("the correction of call; it stays"), "\(lines)")
    #expect(lines.joined().contains("cox amend e-7 "), "\(lines)")
  }

  @Test("several teams are listed by their names")
  func several() {
    #expect(
      Screens.plain(Trouble.severalSockets(["/run/coxswain/a.sock", "/run/coxswain/b.sock"]).lines)
        == """
        cox: several teams are here; say which one.
             cox --team a
             cox --team b
             for the whole shell:  export COX_TEAM=TEAM

        """)
  }

  @Test("a refusal keeps the daemon's words, its place in the event and its exit code")
  func refused() throws {
    let trouble = Trouble.refused(
      kind: "event_invalid", message: "data.amount must be integer minor units",
      details: ["pointer": "/data/amount"], exitCode: 65)
    #expect(
      Screens.plain(trouble.lines) == """
        cox: data.amount must be integer minor units.
             at /data/amount

        """)
    #expect(trouble.exitCode == 65)
  }

  @Test("long words wrap, and a path that is to be copied stays whole")
  func wraps() {
    let path = "/run/" + String(repeating: "x", count: 90) + ".sock"
    let lines = Trouble.refused(
      kind: "unmapped_peer",
      message:
        "no member of team acme is the user svc; an operator adds to the member in the playbook: unix: [\"svc\"]",
      details: ["uid": 7], exitCode: 77
    ).lines.map(\.unstyled)
    #expect(
      lines == [
        "cox: no member of team acme is the user svc; an operator adds to the member in",
        "     the playbook: unix: [\"svc\"].",
      ])
    #expect(Trouble.pathTooLong(path).lines.contains { $0.unstyled == "     " + path })
  }

  @Test("what a refusal says cannot act on the terminal")
  func escaped() {
    let trouble = Trouble.refused(
      kind: "denied", message: "no\u{1b}]0;title\u{7}\nsecond", details: nil, exitCode: 77)
    let text = Screens.plain(trouble.lines)
    #expect(text.hasPrefix("cox: no\\u{1b}]0;title\\u{7}\\nsecond.\n"))
  }

  @Test("a write whose answer got lost twice is unknown, and names the id that settles it")
  func unknown() {
    let text = Screens.plain(Trouble.unknownOutcome(id: "7zk3", reason: "it was closed").lines)
    #expect(text.hasPrefix("cox: unknown: "))
    #expect(text.contains("settle it:  the same command with --id 7zk3\n"))
  }
}
