import Domain
import EventCodec
import JSONText
import Testing

@Suite("Captures read in one walk")
struct PlainCaptureTests {
  private struct Read: Equatable {
    var decoded: DecodedEvent
    var names: [String]
    var id: String
  }

  /// What the strict walk makes of a line; nil where it leaves it to the parser.
  private func plain(_ bytes: [UInt8]) throws -> Read? {
    var symbols = Symbols()
    guard let capture = PlainCapture(bytes.span) else { return nil }
    guard let decoded = capture.decoded(bytes.span, symbols: &symbols) else {
      #expect(symbols.count == 1, "what is left to the decoder has met no name")
      return nil
    }
    #expect(symbols.text(decoded.source) == String(decoding: bytes[capture.source], as: UTF8.self))
    let id = String(decoding: bytes[capture.id], as: UTF8.self)
    return Read(decoded: decoded, names: names(symbols), id: id)
  }

  private func parsed(_ bytes: [UInt8]) -> Read? {
    var symbols = Symbols()
    let document = JSONDocument()
    guard let root = try? document.parse(bytes, in: 0..<bytes.count),
      let decoded = try? EventDecoder.decode(document, root, symbols: &symbols),
      let id = document.member(root, "id").flatMap({ document.string($0) })
    else { return nil }
    return Read(decoded: decoded, names: names(symbols), id: id)
  }

  private func names(_ symbols: Symbols) -> [String] {
    (0..<UInt32(symbols.count)).map { symbols.text(Symbol(raw: $0)) }
  }

  private static func event(_ type: String, _ data: String, _ more: String = "") -> String {
    #"{"specversion":"1.0","id":"e-1","source":"/s","type":"coxswain.\#(type)"\#(more),"data":\#(data)}"#
  }

  private static let steps =
    #"{"deal":"D-1","account":"acme","stage":"lead","amount":1200,"currency":"EUR","reason":"price"}"#
  private static let lines: [String] = [
    event("activity.logged", #"{"metric":"call","minutes":3,"count":2,"deal":"D-17"}"#),
    event(
      "activity.logged",
      #"{"metric":"call","account":"a-longer-name","contact":"c","note":"n","result":"r","state":"s"}"#,
      #","subject":"rep-001","time":"2026-11-20T10:15:00+01:00""#),
    "{ \"data\" :\t{\"metric\" : \"call\" , \"minutes\":0} , \"id\":\"x\", \"source\":\"/s\", "
      + "\"type\":\"coxswain.activity.logged\",\"specversion\":\"1.0\" }",
    event(
      "activity.logged", #"{"metric":"call","tags":["a","b-2"],"x":12,"y":[ ],"z":[ "c" , "d" ]}"#,
      #","traceparent":"00-1","dataschema":7"#),
    event("deal.opened", steps), event("deal.advanced", steps), event("deal.won", steps),
    event("deal.lost", steps), event("deal.reopened", steps), event("credit.noted", steps),
  ]

  @Test("plain captures of every kind are read as the decoder reads them", arguments: lines)
  func plainLines(_ line: String) throws {
    let bytes = Array(line.utf8)
    let read = try #require(try plain(bytes))
    #expect(read == parsed(bytes))
  }

  @Test(
    "what is not plain is left to the parser",
    arguments: [
      // Not JSON, or not JSON that is taken here.
      #"{"metric":"call","minutes":012}"#, #"{"metric":"call","minutes":-0}"#,
      #"{"metric":"call",}"#, #"{"metric":"call" "minutes":1}"#, #"{,"metric":"call"}"#,
      #"{"metric":"call","metric":"call"}"#, #"{"metric":"call","minutes":1,"minutes":1}"#,
      #"{"metric":"call","contact":"","contact":"c"}"#, #"{"metric":"call","note":"a","note":"b"}"#,
      "{\"metric\":\"ca\tll\"}", "{\"metric\":\"call\",\"note\":\"a long text with a \u{1}\"}",
      "{\"metric\":\"call\"\u{b}}", "{\"metric\":\"call\",\"note\":\"\u{0}\"}",
      // JSON that is not plain.
      #"{"metric":"café"}"#, #"{"metric":"call","note":"a long text that ends with é"}"#,
      #"{"metric":"c\u0061ll"}"#, #"{"metric":"call","tags":[1]}"#,
      #"{"metric":"call","tags":["a",]}"#, #"{"metric":"call","tags":[,"a"]}"#,
      #"{"metric":"call","tags":["a" "b"]}"#, #"{"metric":"call","tags":["a"}"#,
      #"{"metric":"call","tags":["é"]}"#, #"{"metric":"call","tags":["a"],"tags":["a"]}"#,
      #"{"metric":"call","x":1,"y":2,"x":1}"#, #"{"metric":"call","x":{}}"#,
      #"{"metric":"call","x":true}"#, #"{"metric":"call","x":null}"#, #"{"metric":"call","x":-1}"#,
      #"{"metric":"call","a":1,"b":1,"c":1,"d":1,"e":1}"#,
      #"{"metric":"call","minutes":1.0}"#, #"{"metric":"call","minutes":1e2}"#,
      #"{"metric":"call","contact":""}"#, #"{"metric":"call","count":1000001}"#,
    ])
  func others(_ data: String) throws {
    #expect(try plain(Array(Self.event("activity.logged", data).utf8)) == nil)
  }

  @Test("a member of the envelope that comes twice or is not known is left to the parser")
  func envelopes() throws {
    for more in [
      #","id":"e-1""#, #","source":"/s""#, #","specversion":"1.0""#, #","data":{"metric":"call"}"#,
      #","traceparent":"x","traceparent":"x""#, #","jsonrpc":"2.0""#,
      #","type":"coxswain.activity.logged""#, #","time":"yesterday""#,
      #","subject":"a","subject":"a""#, #","subject":"""#, #","time":"2026-11-20T10:15:00""#,
    ] {
      let line = Self.event("activity.logged", #"{"metric":"call"}"#, more)
      #expect(try plain(Array(line.utf8)) == nil, "\(line)")
    }
    for line in [
      #"{"jsonrpc":"2.0","id":1,"method":"status"}"#, "", "{", "{}", "null", "[]", #"{"#,
      Self.event("meeting.held", #"{"metric":"call"}"#), Self.lines[0] + " ", Self.lines[0] + "}",
      Self.event("deal.won", #"{"deal":"D-1","credit":[{"member":"a","share":10000}]}"#),
    ] {
      #expect(try plain(Array(line.utf8)) == nil, "\(line)")
    }
  }

  @Test(
    "whatever bytes a line has, what is taken plainly the parser takes as well", arguments: 1...6)
  func anyBytes(_ seed: UInt64) throws {
    var state = seed
    var taken = 0
    for _ in 0..<4_000 {
      var bytes = Array(Self.lines[Self.roll(&state, Self.lines.count)].utf8)
      for _ in 0...Self.roll(&state, 3) { Self.change(&bytes, &state) }
      guard let read = try plain(bytes) else { continue }
      taken += 1
      #expect(read == parsed(bytes), "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
    }
    #expect(taken > 100, "many a change is one of a name")
  }

  private static let odd: [UInt8] =
    Array("\"\\{}[]:,0123456789eE.+- \t\r\ntruefalsn/u".utf8) + [
      0, 1, 0x1F, 0x7F, 0x80, 0xA9, 0xC3, 0xE2, 0xED, 0xF0, 0xFF,
    ]

  /// Replaces, inserts, removes, or repeats a part.
  private static func change(_ bytes: inout [UInt8], _ state: inout UInt64) {
    guard !bytes.isEmpty else { return }
    let place = roll(&state, bytes.count)
    let byte = odd[roll(&state, odd.count)]
    switch roll(&state, 5) {
    case 0, 1: bytes[place] = byte
    case 2: bytes.insert(byte, at: place)
    case 3: bytes.remove(at: place)
    default:
      let end = min(bytes.count, place + 1 + roll(&state, 24))
      bytes.insert(contentsOf: Array(bytes[place..<end]), at: roll(&state, bytes.count))
    }
  }

  private static func roll(_ state: inout UInt64, _ sides: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(sides))
  }
}
