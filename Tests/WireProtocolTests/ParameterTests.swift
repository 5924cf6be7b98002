import JSONText
import Testing
import WireProtocol

@Suite("Parameters of methods")
struct ParameterTests {
  /// Reads what a contract wrote, after the schema has accepted it.
  static func roundTrip<Method: MethodContract>(_ method: Method) throws -> Method {
    var writer = JSONWriter()
    Envelope.call(method, id: Array("1".utf8), into: &writer)
    let request = try read(writer.bytes)
    #expect(request.method == Method.name.description)
    let params = try JSONValue.parse(writer.text)["params"] ?? .null
    #expect(try Conversation().faults(of: params, request.method, "params") == [])
    return try Method(request.params)
  }

  static func read(_ bytes: [UInt8]) throws -> Request {
    let document = JSONDocument()
    let root = try document.parse(bytes, in: 0..<bytes.count)
    return try Request(document, root, bytes, 0..<bytes.count)
  }

  static func params(_ text: String) throws -> Parameters {
    try read(Array(#"{"jsonrpc":"2.0","id":1,"method":"x","params":\#(text)}"#.utf8)).params
  }

  @Test("what a client writes the daemon reads, and the schema accepts")
  func written() throws {
    let hello = Hello(
      client: "c", clientVersion: "2", required: ["a"], optional: ["b", "c"],
      maximumLine: 100_000, actingAs: "ana")
    let read = try Self.roundTrip(hello)
    #expect(read.client == "c" && read.clientVersion == "2" && read.actingAs == "ana")
    #expect(read.required == ["a"] && read.optional == ["b", "c"] && read.version == 1)
    #expect(read.maximumLine == 100_000)
    _ = try Self.roundTrip(Status())
    let event = Array(#"{ "id":"é", "type":"x" , "data":{"a":[1, {}]}}"#.utf8)
    let append = try Self.roundTrip(
      Append(
        events: [event[...], event[...]],
        expect: EntityExpectation(entity: "goal/G-7", state: .seq(90150))))
    #expect(append.events.map { Array($0) } == [event, event])
    #expect(append.expect == EntityExpectation(entity: "goal/G-7", state: .seq(90150)))
    let ingest = try Self.roundTrip(Ingest(source: "/crm", history: true))
    #expect(ingest.source == "/crm" && ingest.history)
    #expect(try Self.roundTrip(Ingest()).source == nil)
    let cursor = try Self.roundTrip(IngestCursor(stream: Array(#""s 1""#.utf8), cursor: "a=1"))
    #expect(cursor.stream == Array(#""s 1""#.utf8) && cursor.cursor == "a=1")
    #expect(try Self.roundTrip(Cancel(id: Array("-8".utf8))).id == Array("-8".utf8))
    let apply = try Self.roundTrip(PlaybookApply(text: "team: acme\n", dryRun: true))
    #expect(apply.text == "team: acme\n" && apply.dryRun)
    let clock = try Self.roundTrip(ClockAdvance(to: "2026-11-23T12:00:00Z"))
    #expect(clock.to == "2026-11-23T12:00:00Z")
    #expect(try Self.roundTrip(Discover(method: "hello")).method == "hello")
  }

  @Test("every view of a query is written and read back")
  func queries() throws {
    for view in Query.View.allCases {
      let query = try Self.roundTrip(
        Query(
          view, member: "ana", week: "2026-W47", deal: "d-1", metric: "call", state: "open",
          period: "FY2026", goal: "ana/revenue/FY2026", list: true, why: true,
          whatIf: ["won=0.35", "deal=5000000"]))
      #expect(query.view == view && query.member == "ana" && query.week == "2026-W47")
      #expect(query.deal == "d-1" && query.metric == "call" && query.state == "open" && query.list)
      #expect(query.period == "FY2026")
      #expect(query.goal == "ana/revenue/FY2026" && query.why)
      #expect(query.whatIf == ["won=0.35", "deal=5000000"])
    }
  }

  @Test(
    "every start of a subscription is written and read back",
    arguments: [
      .start, .now, .after(CursorToken(store: "K7QD2M", seq: 42)), .time("2026-11-20T09:00:00Z"),
    ] as [Subscribe.Start])
  func starts(_ start: Subscribe.Start) throws {
    let filter = EventFilter(types: ["coxswain."], subjects: ["an"], sources: ["/crm"])
    let read = try Self.roundTrip(Subscribe(from: start, filter: filter))
    #expect(read.start == start && read.filter == filter)
    #expect(try Self.roundTrip(Subscribe(from: start)).filter == EventFilter())
  }

  @Test(
    "every state of an expectation is written and read back",
    arguments: [.seq(0), .none, .exists, .any] as [EntityExpectation.State])
  func expectations(_ state: EntityExpectation.State) throws {
    let append = Append(
      events: [Array(#"{"id":"1","type":"t"}"#.utf8)[...]],
      expect: EntityExpectation(entity: "deal/d-1", state: state))
    #expect(try Self.roundTrip(append).expect?.state == state)
  }

  static let wrong: [(any MethodContract.Type, String, String)] = [
    (Hello.self, #"{"protocol":"1"}"#, "/params/protocol"),
    (Hello.self, #"{"maxLine":65534}"#, "/params/maxLine"),
    (Hello.self, #"{"maxLine":1048577}"#, "/params/maxLine"),
    (Hello.self, #"{"maxLine":70000.5}"#, "/params/maxLine"),
    (Hello.self, #"{"required":"x"}"#, "/params/required"),
    (Hello.self, #"{"required":["x",1]}"#, "/params/required"),
    (Hello.self, #"{"client":[]}"#, "/params/client"),
    (Append.self, "{}", "/params/events"),
    (Append.self, #"{"events":{}}"#, "/params/events"),
    (Append.self, #"{"events":[]}"#, "/params/events"),
    (
      Append.self, #"{"events":[\#(Array(repeating: "1", count: 1001).joined(separator: ","))]}"#,
      "/params/events"
    ),
    (Append.self, #"{"events":[1],"expect":{"entity":"","seq":1}}"#, "/params/expect/entity"),
    (Append.self, #"{"events":[1],"expect":{"entity":"x"}}"#, "/params/expect/seq"),
    (Append.self, #"{"events":[1],"expect":{"entity":"x","seq":-1}}"#, "/params/expect/seq"),
    (Append.self, #"{"events":[1],"expect":{"entity":"x","seq":"no"}}"#, "/params/expect/seq"),
    (Ingest.self, #"{"raw":true,"source":""}"#, "/params/source"),
    (Ingest.self, #"{"raw":1}"#, "/params/raw"),
    (Ingest.self, #"{"raw":true,"history":"yes"}"#, "/params/history"),
    (IngestCursor.self, #"{"cursor":"x"}"#, "/params/stream"),
    (IngestCursor.self, #"{"stream":[],"cursor":"x"}"#, "/params/stream"),
    (IngestCursor.self, #"{"stream":1,"cursor":""}"#, "/params/cursor"),
    (
      IngestCursor.self, #"{"stream":1,"cursor":"\#(String(repeating: "x", count: 4097))"}"#,
      "/params/cursor"
    ),
    (Query.self, "{}", "/params/view"), (Query.self, #"{"view":"x"}"#, "/params/view"),
    (Query.self, #"{"view":"deal"}"#, "/params/deal"),
    (Query.self, #"{"view":"counts"}"#, "/params/metric"),
    (Query.self, #"{"view":"week","member":7}"#, "/params/member"),
    (Subscribe.self, #"{"from":"later"}"#, "/params/from"),
    (Subscribe.self, #"{"from":{}}"#, "/params/from"),
    (Subscribe.self, #"{"from":{"after":"K7QD2M"}}"#, "/params/from/after"),
    (Subscribe.self, #"{"from":{"time":1}}"#, "/params/from/time"),
    (Hello.self, #"{"client":{"name":1}}"#, "/params/client/name"),
    (Subscribe.self, #"{"filter":["x"]}"#, "/params/filter"),
    (Subscribe.self, #"{"filter":{"types":"x"}}"#, "/params/filter/types"),
    (Cancel.self, "{}", "/params/id"), (Cancel.self, #"{"id":null}"#, "/params/id"),
    (PlaybookApply.self, #"{"text":""}"#, "/params/text"),
    (PlaybookApply.self, #"{"text":"x","dryRun":1}"#, "/params/dryRun"),
    (ClockAdvance.self, "{}", "/params/to"), (Discover.self, #"{"method":1}"#, "/params/method"),
  ]

  @Test("what is wrong is refused, and the error points at it")
  func refused() throws {
    for (method, text, pointer) in Self.wrong {
      let params = try Self.params(text)
      let error = #expect(throws: WireError.self, "\(text.prefix(60))") { try method.init(params) }
      #expect(error?.kind == .badParams, "\(text.prefix(60))")
      #expect(error?.details?["pointer"]?.string == pointer, "\(text.prefix(60))")
    }
  }

  @Test("an ingest that is not raw is unsupported, and says so")
  func framed() throws {
    let error = #expect(throws: WireError.self) { try Ingest(Self.params("{}")) }
    #expect(error?.kind == .unsupported)
  }

  @Test("a member that is null counts as missing")
  func nulls() throws {
    let hello = try Hello(
      Self.params(#"{"protocol":null,"client":null,"required":null,"maxLine":null,"as":null}"#))
    #expect(hello.version == 1 && hello.client == nil && hello.required == [])
    #expect(hello.maximumLine == nil && hello.actingAs == nil)
  }
}
