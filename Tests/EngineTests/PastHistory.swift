import Domain
import Engine
import JSONText
import Testing
import WireProtocol

/// A team that lives through a seeded history, and what it answered on the way.
struct PastHistory {
  /// A question, who asked it, and what came.
  struct Asked {
    var eyes: Int
    var params: JSONValue
    var answer: JSONValue
  }

  /// A moment of the history by a cursor or an instant, and all that was asked then.
  struct Moment {
    var asOf: String
    var asked: [Asked]
    /// The record of a start that came next carries the same time.
    var isBeforeStart = false
  }

  private(set) var scene: Scene
  private(set) var moments: [Moment] = []
  private var state: UInt64
  private var clock = World.start
  private var known: [String] = []
  private var steps = 0

  init(seed: UInt64) throws {
    state = seed
    scene = try Scene(world: World())
    _ = try scene.apply(Self.playbook(call: 8, ana: "Ana"))
  }

  static func playbook(call: Int, ana: String) -> String {
    Scene.playbook.replacing("quotas: {call: 8}", with: "quotas: {call: \(call)}")
      .replacing("name: Ana,", with: "name: \(ana),")
        + """

        funnels:
          main:
            from: call
            steps:
              - {to: won, assumed-rate: 25%, assumed-lag: 5d}
        """
  }

  /// An answer without what only one of the two says.
  static func plain(_ answer: JSONValue, _ moment: Moment) -> JSONValue {
    guard let result = answer["result"]?.object else { return answer }
    let aside = moment.isBeforeStart ? ["as_of", "at"] : ["as_of"]
    return .object(result.filter { !aside.contains($0.key) })
  }

  private mutating func roll(_ below: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(below))
  }

  private mutating func one(of texts: [String]) -> String { texts[roll(texts.count)] }

  /// Some time passes, something happens, everything is asked for.
  mutating func live() throws {
    steps += 1
    clock = clock.adding(seconds: Int64(1 + roll(100_000)))
    try scene.advance(clock.rfc3339)
    if roll(12) == 0 {
      scene = try restarted()
      if !moments.isEmpty { moments[moments.count - 1].isBeforeStart = true }
    }
    let before = scene.world.lines.count
    for _ in 0...roll(3) { try happen() }
    // A cursor names the moment of its record, an instant any; where nothing was written both differ.
    let isCursor = roll(2) == 0 && scene.world.lines.count > before
    let status = try scene.call(scene.main, "query", ["view": "alerts"])
    let at = try #require(status["result"]?["at"]?.string)
    moments.append(Moment(asOf: isCursor ? at : clock.rfc3339, asked: try asked()))
  }

  private func restarted() throws -> Scene {
    let scene = try Scene(world: self.scene.world.restarted())
    _ = try scene.call(scene.main, "clock.advance", ["to": .string(clock.rfc3339)])
    return scene
  }

  private func asked() throws -> [Asked] {
    let eyes = [
      scene.main, scene.world.connect(uid: 4711, user: "ana"),
      scene.world.connect(uid: 4713, user: "greg"),
    ]
    defer { for id in eyes.dropFirst() { scene.world.drop(id) } }
    var asked: [Asked] = []
    for view in Query.View.allCases {
      let bare: JSONValue = [
        "view": .string(view.name.description), "metric": "call", "deal": "D-1", "list": true,
      ]
      let questions = [
        bare, bare.adding("member", "ana"), bare.adding("member", "ben"),
        bare.adding("member", "ana").adding("week", "2026-W47"),
        ["view": bare["view"] ?? "", "member": "ana", "metric": "call", "why": true],
      ]
      for (eye, id) in eyes.enumerated() {
        for params in questions {
          asked.append(
            Asked(eyes: eye, params: params, answer: try scene.call(id, "query", params)))
        }
      }
    }
    return asked
  }

  private mutating func happen() throws {
    let id = "p-\(steps)-\(known.count)-\(roll(1_000_000))"
    let time = clock.adding(seconds: -Int64(roll(2_000_000))).rfc3339
    let subject = one(of: ["ana", "ana", "ben", "nobody"])
    let deal = one(of: ["D-1", "D-2", "D-3"])
    let target = known.isEmpty ? "none" : known[roll(known.count)]
    func say(_ type: String, _ data: String) {
      scene.world.send(
        scene.main, Scene.event(id, time, subject: subject, type: type, data: data))
      known.append(id)
    }
    switch roll(14) {
    case 0...3: say("activity.logged", #"{"metric":"call","count":2,"deal":"\#(deal)","note":"n"}"#)
    case 4:
      say("deal.opened", #"{"deal":"\#(deal)","account":"acme","amount":100,"currency":"EUR"}"#)
    case 5: say("deal.won", #"{"deal":"\#(deal)","amount":\#(roll(900)),"currency":"EUR"}"#)
    case 6: say("deal.lost", #"{"deal":"\#(deal)","reason":"price"}"#)
    case 7: say("deal.handed-over", #"{"deal":"\#(deal)","to":"\#(one(of: ["ana", "ben"]))"}"#)
    case 8: say("meeting.held", #"{"meeting":"M-\#(roll(5))","metric":"call"}"#)
    case 9: say("event.retracted", #"{"id":"\#(target)"}"#)
    case 10: say("event.amended", #"{"id":"\#(target)","data":{"count":5,"amount":7}}"#)
    case 11, 12: try aim(id)
    default:
      let reply = try scene.apply(
        Self.playbook(call: 5 + roll(6), ana: one(of: ["Ana", "Ana Ruiz"])))
      #expect(reply["result"] != nil, "\(reply.text)")
    }
    _ = scene.world.take(scene.main)
  }

  /// Ana offers herself another number of wins, and agrees to it more often than not.
  private mutating func aim(_ id: String) throws {
    let goal = "ana/won/2026-Q4"
    func event(_ suffix: String, _ type: String, _ data: JSONValue) -> JSONValue {
      [
        "specversion": "1.0", "id": .string(id + suffix), "type": .string("coxswain.goal." + type),
        "subject": "ana", "data": data,
      ]
    }
    let offer: JSONValue = [
      "goal": .string(goal), "metric": "won", "count": .integer(Int64(2 + roll(20))),
      "period": "2026-Q4", "first": "2026-10-01", "last": "2026-12-31", "reason": "seen anew",
    ]
    var events = [event("-g", "proposed", offer)]
    if roll(3) > 0 { events.append(event("-a", "accepted", ["goal": .string(goal)])) }
    let ana = scene.world.connect(uid: 4711, user: "ana")
    let reply = try scene.call(ana, "append", ["events": .array(events)])
    #expect(reply["result"] != nil, "\(reply.text)")
    scene.world.drop(ana)
  }
}
