import Glibc
import Harness
import Testing

@Suite("Who may", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct IdentityTests {
  /// False with a printed reason when this process may not become somebody else.
  static let canChangeUser: Bool = {
    if getuid() != 0 { sayAside("skipped: needs root (to speak as a second user)") }
    return getuid() == 0
  }()

  private let members = [
    "ana: {name: Ana, role: rep, manager: greg, zone: UTC, unix: [\"#4711\"], quotas: {call: 5}}",
    "ben: {name: Ben, role: rep, zone: UTC, unix: [\"#4712\"]}",
    "greg: {name: Greg, role: manager, zone: UTC, unix: [\"#4713\"]}",
    "dialer: {name: Dialer, role: integration, unix: [\"#4714\"], sources: [\"/dialer/*\"]}",
  ]

  /// The answer to one request of a user, through setpriv and socat.
  private func ask(
    _ request: String, uid: Int, _ workbench: Workbench
  ) throws -> [String: Any] {
    let output = try workbench.socat(
      [request],
      before: ["setpriv", "--reuid", "\(uid)", "--regid", "\(uid)", "--clear-groups"])
    let line = try #require(
      output.outputText.split(separator: "\n").first, "\(output.errorOutputText)")
    return try json(line)
  }

  private func kind(_ answer: [String: Any]) -> String? {
    let error = answer["error"] as? [String: Any]
    return (error?["data"] as? [String: Any])?["kind"] as? String
  }

  private func week(_ member: String? = nil) -> String {
    let parameter = member.map { ",\"member\":\"\($0)\"" } ?? ""
    return
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"query\",\"params\":{\"view\":\"week\"\(parameter)}}"
  }

  @Test("The kernel's word decides who a peer is", .enabled(if: canChangeUser, "needs root"))
  func peers() throws {
    let workbench = try Workbench()
    let daemon = try workbench.start(["--socket-mode", "0666"])
    try workbench.apply(members: members, on: daemon)
    // A member is whom the playbook says; asking for nobody asks for oneself.
    let own = try ask(week(), uid: 4711, workbench)
    let member = (own["result"] as? [String: Any])?["member"] as? [String: Any]
    #expect(member?["id"] as? String == "ana", "\(own)")
    // A rep reads no other rep; a manager reads their own reports only.
    #expect(kind(try ask(week("ana"), uid: 4712, workbench)) == "denied")
    #expect(try ask(week("ana"), uid: 4713, workbench)["result"] != nil)
    #expect(kind(try ask(week("ben"), uid: 4713, workbench)) == "denied")
    // Who is in nobody's playbook learns which line to ask for, and nothing else.
    let stranger = try ask(week("ana"), uid: 4799, workbench)
    #expect(kind(stranger) == "unmapped_peer")
    #expect("\(stranger)".contains("4799"))
    // Root is an operator, so that a new team can be begun.
    let status = try workbench.socat([#"{"jsonrpc":"2.0","id":1,"method":"status"}"#])
    #expect(try json(status.outputText)["result"] != nil)
  }

  @Test("Roles decide what may be written", .enabled(if: canChangeUser, "needs root"))
  func writing() throws {
    let workbench = try Workbench()
    let daemon = try workbench.start(["--socket-mode", "0666"])
    try workbench.apply(members: members, on: daemon)
    let apply =
      #"{"jsonrpc":"2.0","id":1,"method":"playbook.apply","params":{"text":"team: test\n"}}"#
    let advance =
      #"{"jsonrpc":"2.0","id":1,"method":"clock.advance","params":{"to":"2026-11-19T12:00:00Z"}}"#
    for uid in [4711, 4713, 4714] {
      #expect(kind(try ask(apply, uid: uid, workbench)) == "denied")
      #expect(kind(try ask(advance, uid: uid, workbench)) == "denied")
    }
    func append(_ id: String, source: String?) -> String {
      let source = source.map { ",\"source\":\"\($0)\"" } ?? ""
      return
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"append\",\"params\":{\"events\":[{\"id\":\"\(id)\""
        + "\(source),\"type\":\"coxswain.activity.logged\",\"data\":{\"metric\":\"call\"}}]}}"
    }
    // A member writes as themself only; the daemon adds who they are.
    #expect(try ask(append("a-1", source: nil), uid: 4711, workbench)["result"] != nil)
    #expect(kind(try ask(append("a-2", source: "/cox/ben"), uid: 4711, workbench)) == "denied")
    #expect(kind(try ask(append("a-3", source: "/crm/x"), uid: 4714, workbench)) == "denied")
    daemon.stop()
    let stored = try workbench.records().compactMap(\.event).filter { $0.contains("\"a-") }
    #expect(stored.count == 1)
    let event = try json(try #require(stored.first))
    #expect(event["source"] as? String == "/cox/ana" && event["subject"] as? String == "ana")
  }
}
