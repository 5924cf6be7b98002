import Domain
import Engine
import JSONText
import Testing

/// A team of three on a test clock, with shorthands for what tests say to it.
struct Scene {
  static let playbook = """
    team: acme
    zone: Europe/Paris
    metrics:
      call: {name: Call, kind: activity, unit: count, serves: won}
      won: {name: Won, kind: outcome, unit: count, from: deal.won}
    members:
      ana: {name: Ana, role: rep, manager: greg, unix: ["#4711"], joined: 2026-06-01, quotas: {call: 8}}
      ben: {name: Ben, role: rep, manager: greg, unix: ["#4712"], joined: 2026-06-01}
      greg: {name: Greg, role: manager, unix: ["#4713"]}
      crm: {role: integration, unix: ["#4714"], sources: ["/crm/*"]}
    """
  var world: World
  let main: ConnectionID

  init(world: World? = nil) throws {
    self.world = try world ?? World()
    main = self.world.connect()
    if world == nil { _ = try apply(Self.playbook) }
  }

  func apply(_ text: String) throws -> JSONValue {
    try call(main, "playbook.apply", ["text": .string(text)])
  }

  /// Calls a method and gives the last line that came back.
  func call(
    _ id: ConnectionID, _ method: String, _ params: JSONValue = [:]
  ) throws -> JSONValue {
    let request: JSONValue = [
      "jsonrpc": "2.0", "id": 1, "method": .string(method), "params": params,
    ]
    world.send(id, request.text)
    let line = try #require(world.take(id).last)
    return try JSONValue.parse(line)
  }

  func week(_ member: String, _ label: String? = nil) throws -> JSONValue {
    var params: [JSONValue.Member] = [.init("view", "week"), .init("member", .string(member))]
    if let label { params.append(.init("week", .string(label))) }
    return try call(main, "query", .object(params))
  }

  func advance(_ time: String) throws {
    let reply = try call(main, "clock.advance", ["to": .string(time)])
    #expect(reply["result"] != nil, "\(reply.text)")
  }

  static func event(
    _ id: String, _ time: String, subject: String = "ana", source: String = "/crm/x",
    type: String = "activity.logged", data: String = #"{"metric":"call"}"#
  ) -> String {
    #"{"specversion":"1.0","id":"\#(id)","source":"\#(source)","type":"coxswain.\#(type)","#
      + #""subject":"\#(subject)","time":"\#(time)","data":\#(data)}"#
  }

  /// Types of all events in the log, in order.
  var types: [String] {
    world.lines.keys.sorted().compactMap { seq in
      world.lines[seq].flatMap { try? JSONValue.parse(String(decoding: $0, as: UTF8.self)) }?[
        "event"]?["type"]?.string
    }
  }
}
