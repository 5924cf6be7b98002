import Domain
import Testing

@Suite("Access")
struct AccessTests {
  private static let ana = Symbol(raw: 1)
  private static let ben = Symbol(raw: 2)
  private static let greg = Symbol(raw: 3)
  private static let ida = Symbol(raw: 4)
  private static let dialer = Symbol(raw: 5)
  private static let raised = TestZones.at("2026-11-20T09:00:00Z")
  private static let soon = TestZones.at("2026-11-21T08:59:59Z")
  private static let later = TestZones.at("2026-11-21T09:00:00Z")

  private static let viewers: [(name: String, viewer: Viewer)] = [
    ("rep", Viewer(member: ana, name: "ana", role: .rep)),
    ("manager", Viewer(member: greg, name: "greg", role: .manager)),
    ("operator", Viewer(member: ida, name: "ida", role: .operator)),
    ("root", .system),
    (
      "integration",
      Viewer(member: dialer, name: "dialer", role: .integration, sources: ["/dialer/*", "/crm"])
    ),
  ]

  private static let subjects: [(name: String, subject: Subject)] = [
    ("own", Subject(member: ana, manager: greg)),
    ("greg", Subject(member: greg, manager: ida)),
    ("ida", Subject(member: ida)),
    ("other", Subject(member: ben, manager: ida)),
    ("nobody", .team),
  ]

  private static let needs: [(name: String, need: Need)] = [
    ("greet", .greet), ("numbers", .readNumbers), ("team", .readTeam), ("log", .log),
    ("answer", .answer), ("operate", .operate),
    ("watch", .readAlert(level: .watch, raisedAt: raised, history: false, now: later)),
    ("talk", .readAlert(level: .conversation, raisedAt: raised, history: false, now: later)),
    ("early talk", .readAlert(level: .conversation, raisedAt: raised, history: false, now: soon)),
    ("old talk", .readAlert(level: .conversation, raisedAt: raised, history: true, now: later)),
    ("playbook", .readPlaybook), ("capture", .observe(.capture)),
    ("judgement", .observe(.judgement)),
    ("plan", .observe(.plan)), ("coaching", .observe(.coaching)), ("fact", .observe(.fact)),
    ("unknown", .observe(.unknown)), ("alert", .observe(.alert)),
    ("ingest dialer", .ingest(source: "/dialer/7")), ("ingest crm", .ingest(source: "/crm")),
    ("ingest crm/1", .ingest(source: "/crm/1")), ("ingest ana", .ingest(source: "/cox/ana")),
    ("ingest daemon", .ingest(source: "/coxswaind")),
  ]

  /// Who may do what to whom; everything that is not here is denied.
  private static let allowed: Set<String> = {
    var allowed: Set<String> = []
    func allow(_ viewer: String, _ needs: [String], _ subjects: [String]) {
      for need in needs {
        for subject in subjects { allowed.insert("\(viewer)/\(need)/\(subject)") }
      }
    }
    let all = subjects.map(\.name)
    for viewer in viewers.map(\.name) { allow(viewer, ["greet"], all) }
    let own = [
      "numbers", "log", "answer", "watch", "talk", "early talk", "old talk", "capture", "plan",
      "judgement", "coaching", "fact", "unknown",
    ]
    allow("rep", own, ["own"])
    allow("manager", own, ["greg"])
    allow("operator", own, ["ida"])
    let near = ["numbers", "log", "talk", "capture", "plan", "judgement", "fact", "unknown"]
    allow("manager", near, ["own"])
    allow("operator", near, all)
    allow("root", near, all)
    for viewer in ["rep", "manager"] { allow(viewer, ["fact"], ["nobody"]) }
    for viewer in ["manager", "operator", "root"] { allow(viewer, ["team"], all) }
    allow("rep", ["ingest ana"], all)
    for viewer in ["rep", "manager", "operator", "root"] { allow(viewer, ["playbook"], all) }
    allow("integration", ["ingest dialer", "ingest crm"], all)
    for viewer in ["operator", "root"] {
      allow(viewer, ["operate", "ingest dialer", "ingest crm", "ingest crm/1", "ingest ana"], all)
    }
    return allowed
  }()

  @Test("role x need x subject: exactly what is listed is allowed, with a reason for the rest")
  func matrix() {
    for (viewerName, viewer) in Self.viewers {
      for (needName, need) in Self.needs {
        for (subjectName, subject) in Self.subjects {
          let key = "\(viewerName)/\(needName)/\(subjectName)"
          let answer = access(viewer, need, subject)
          #expect(answer.isAllowed == Self.allowed.contains(key), "\(key): \(answer)")
          if case .deny(let reason) = answer { #expect(!reason.isEmpty) }
        }
      }
    }
  }

  @Test("source patterns are exact, or prefixes where they end in a star")
  func patterns() {
    #expect(matches("/crm/hubspot", pattern: "/crm/*"))
    #expect(matches("/crm/", pattern: "/crm/*"))
    #expect(!matches("/crm", pattern: "/crm/*"))
    #expect(!matches("/crmx/1", pattern: "/crm/*"))
    #expect(matches("/crm", pattern: "/crm"))
    #expect(!matches("/crm/1", pattern: "/crm"))
    #expect(matches("/anything", pattern: "*"))
    #expect(!matches("/crm/*x", pattern: "/crm/*y"))
  }

  private func lab() -> Lab {
    var lab = Lab.acme()
    lab.say(
      .memberJoined(
        MemberJoined(
          member: "svc", name: "Service", role: .integration, unix: ["@dialers", "#65534"],
          sources: ["/dialer/*"])))
    lab.say(
      .memberJoined(
        MemberJoined(
          member: "zoe", name: "Zoe", role: .rep, unix: ["zoe"], from: LocalDay("2026-12-01"))))
    lab.now = TestZones.at("2026-11-18T09:00:00Z")
    return lab
  }

  @Test("a connection is a member by name, number or group; 65534 and those not here are nobody")
  func identity() {
    let lab = lab()
    func who(_ name: String?, _ uid: UInt32, _ groups: [String] = []) -> String? {
      lab.team.member(forUser: name, uid: uid, groups: groups, now: lab.now)?.facts.member
    }
    #expect(who("ana", 1001) == "ana")
    #expect(who("somebody", 1002) == "greg")
    #expect(who(nil, 1002) == "greg")
    #expect(who("x", 7, ["users", "dialers"]) == "svc")
    #expect(who("ana", 7, ["dialers"]) == "ana", "a name is nearer than a group")
    #expect(who("x", 65_534) == nil)
    #expect(who("@dialers", 9) == nil && who("#1002", 9) == nil && who("", 9) == nil)
    #expect(who("zoe", 1_010) == nil, "not before her first day")
    var later = lab
    later.now = TestZones.at("2026-12-02T09:00:00Z")
    later.say(
      .memberLeft(MemberLeft(member: "ana", from: LocalDay("2026-12-01") ?? LocalDay(days: 0))))
    #expect(
      later.team.member(forUser: "zoe", uid: 1, now: later.now)?.facts.member == "zoe")
    #expect(later.team.member(forUser: "ana", uid: 1, now: later.now) == nil)
  }

  @Test("what a subscription delivers is decided for each event by who would see it")
  func delivery() throws {
    let lab = lab()
    let ana = try #require(lab.team.viewer(named: "ana"))
    let ben = try #require(lab.team.viewer(named: "ben"))
    let greg = try #require(lab.team.viewer(named: "greg"))
    let svc = try #require(lab.team.viewer(named: "svc"))
    func sees(_ event: Event, _ subject: String) -> [Bool] {
      let stamp = Stamp(
        seq: 99, at: lab.now, by: .none, source: lab.symbol("/dialer/1"),
        subject: lab.symbol(subject), time: lab.now)
      return [ana, ben, greg, .system, svc].map {
        lab.team.mayDeliver(event, stamp, to: $0, now: lab.now)
      }
    }
    let activity = Event.activityLogged(Activity(metric: Symbol(raw: 1)))
    #expect(sees(activity, "ana") == [true, false, true, true, true])
    #expect(sees(activity, "greg") == [false, false, true, true, true])
    #expect(
      sees(.ruleSet(RuleSet(rule: "x", enabled: true)), "") == [true, true, true, true, false])
    #expect(sees(activity, "") == [false, false, false, true, true])
    #expect(sees(.alertSeen(AlertSeen(alert: 1)), "ana") == [true, false, false, false, false])
  }

  @Test("a conversation reaches the manager a day after the member, a watch never does")
  func graceOfADay() throws {
    var lab = Lab.acme()
    lab.now = TestZones.at("2026-09-28T06:00:00Z")
    for monday in ["2026-09-28", "2026-10-05", "2026-10-12"] {
      lab.log("conversation", 4, at: "\(monday)T09:00:00Z")
      let end = LocalDay(monday)?.adding(days: 7) ?? LocalDay(days: 0)
      lab.advance(to: "\(end)T11:00:00Z")
    }
    let greg = try #require(lab.team.viewer(named: "greg"))
    let ana = try #require(lab.team.viewer(named: "ana"))
    let ben = try #require(lab.team.viewer(named: "ben"))
    func seen(_ viewer: Viewer, _ time: String) -> [AlertLevel] {
      lab.team.alertsView(viewer, now: TestZones.at(time)).map(\.level)
    }
    #expect(seen(ana, "2026-10-19T11:00:00Z") == [.conversation])
    #expect(seen(greg, "2026-10-20T10:59:59Z") == [])
    #expect(seen(greg, "2026-10-20T11:00:00Z") == [.conversation])
    #expect(seen(ben, "2026-10-20T11:00:00Z") == [])
    let row = try #require(
      lab.team.teamView(greg, now: TestZones.at("2026-10-20T11:00:00Z")).rows.first)
    #expect(row.member == "ana" && row.alerts.map(\.alert) == [1])
    #expect(
      lab.team.teamView(greg, now: TestZones.at("2026-10-19T12:00:00Z")).rows.allSatisfy {
        $0.alerts.isEmpty
      })
  }
}
