import Domain
import EventCodec
import JSONText
import Testing

@Suite("Reading captures from a log")
struct CaptureReaderTests {
  private let at = Instant(seconds: 1_767_225_600)

  /// What the reader finds, with its names as texts.
  private func read(_ line: String) -> (row: CaptureRow, names: [String], id: String)? {
    var symbols = Symbols()
    var id = ""
    let bytes = Array(line.utf8)
    let row = CaptureReader().read(
      bytes.span, seq: 7, at: at, by: Array("ana".utf8).span, symbols: &symbols
    ) { source, name, found in
      id = text(found)
      #expect(text(name) != "" && !source.isNone)
    }
    return row.map { ($0, texts(symbols), id) }
  }

  /// What the decoder makes of the same.
  private func decode(_ text: String) -> (row: CaptureRow, names: [String], id: String)? {
    var symbols = Symbols()
    let (bytes, document) = (Array(text.utf8), JSONDocument())
    guard let root = try? document.parse(bytes, in: 0..<bytes.count),
      let decoded = try? EventDecoder.decode(document, root, symbols: &symbols),
      var row = CaptureRow(decoded.event, seq: 7, at: at)
    else { return nil }
    row.time = decoded.time ?? at
    row.source = decoded.source
    row.subject = decoded.subject
    row.by = symbols.intern("ana")
    return (row, texts(symbols), document.member(root, "id").flatMap { document.string($0) } ?? "")
  }

  private func texts(_ symbols: Symbols) -> [String] {
    (0..<UInt32(symbols.count)).map { symbols.text(Symbol(raw: $0)) }
  }

  private func text(_ span: Span<UInt8>) -> String {
    String(decoding: span.indices.map { span[$0] }, as: UTF8.self)
  }

  private func event(_ type: String, _ data: String, _ more: String = "") -> String {
    #"{"specversion":"1.0","id":"e","source":"/s","type":"coxswain.\#(type)"\#(more),"data":\#(data)}"#
  }

  private static let types = [
    "activity.logged", "deal.opened", "deal.advanced", "deal.won", "deal.lost", "deal.reopened",
    "credit.noted", "deal.handed-over", "meeting.held", "unheard.of",
  ]

  private static let data = [
    #"{"metric":"call"}"#, #"{"metric":"call","deal":"D-1","minutes":3,"count":2}"#,
    #"{"metric":"call","account":"a","contact":"c","tags":["x",{"y":"]}"}],"z":null}"#,
    #"{"deal":"D-1","account":"acme","stage":"lead","amount":1200,"currency":"EUR"}"#,
    #"{"currency":"EUR","reason":"price","deal":"D-1","amount":0}"#,
    #"{"stage":"lead","deal":"D-1","note":"says \"no\", twice"}"#,
    #"{"deal":"D-1","credit":[{"member":"a","share":10000}]}"#,
    #"{"deal":"D-é","metric":"café","amount":1000000000000,"minutes":1000000}"#,
    // What the decoder refuses, or takes only from one of the types.
    "{}", #"{"metric":""}"#, #"{"metric":7}"#, #"{"metric":"call","deal":""}"#,
    #"{"metric":"call","count":-1}"#, #"{"metric":"call","count":1.5}"#,
    #"{"metric":"call","count":1e2}"#, #"{"metric":"call","count":1000001}"#,
    #"{"metric":"call","minutes":"3"}"#, #"{"metric":"call","note":3}"#,
    #"{"metric":"call","account":{}}"#, #"{"metric":"call","contact":""}"#,
    #"{"metric":"call","stage":1}"#, #"{"metric":"call","result":[]}"#,
    #"{"deal":"D-1","amount":1000000000001}"#, #"{"deal":"D-1","amount":12.0}"#,
    #"{"deal":"D-1","reason":""}"#, #"{"deal":"D-1","metric":5}"#, "[]", "3", "null", "\"x\"",
    // Escapes, in names and in values.
    #"{"metr\u0069c":"call","deal":"D\u002d1"}"#, #"{"metric":"call","note":"\\"}"#,
    "{ \"metric\" :\t\"call\" ,\"deal\" : \"D-1\" , \"minutes\" : 4 }",
  ]

  @Test("a capture is read as the decoder reads it, and everything else is left to it")
  func same() throws {
    var captures = 0
    for type in Self.types {
      for data in Self.data {
        for more in [
          "", #","subject":"ben","time":"2026-11-20T10:15:00+01:00""#, #","subject":"""#,
          #","time":"yesterday""#, #","time":5"#, #","other":{"data":[{}]},"n":12"#,
        ] {
          let text = event(type, data, more)
          let (mine, theirs) = (read(text), decode(text))
          let isOther = type == "deal.won" && data.contains("credit")
          #expect(mine?.row == (isOther ? nil : theirs?.row), "\(text)")
          guard let mine, let theirs else { continue }
          captures += 1
          #expect(mine.names == theirs.names && mine.id == theirs.id, "\(text)")
        }
      }
    }
    #expect(captures > 150)
  }

  @Test("envelopes that the decoder refuses are no captures")
  func envelopes() {
    let good = event("activity.logged", #"{"metric":"call"}"#)
    #expect(read(good)?.id == "e")
    for (old, new) in [
      (#""1.0""#, #""1.1""#), (#""id":"e""#, #""id":"""#), (#""id":"e""#, #""no":1"#),
      (#""/s""#, "7"), (#""id":"e""#, "\"id\":\"\(String(repeating: "x", count: 1_025))\""),
      (#","data":{"metric":"call"}"#, ""), ("}}", "}"), ("}}", "}}}"), ("}}", "}} x"),
    ] {
      let text = good.replacing(old, with: new, maxReplacements: 1)
      #expect(read(text) == nil && decode(text) == nil, "\(text)")
    }
  }

  @Test("a text is cut at any length, with the words of eight bytes in any place")
  func lengths() throws {
    for length in 1...40 {
      let name = String(repeating: "n", count: length)
      let text = event("activity.logged", #"{"metric":"\#(name)","deal":"\#(name)é"}"#)
      let row = try #require(read(text))
      #expect(row.names.contains(name) && row.names.contains(name + "é"))
      #expect(row.row == decode(text)?.row)
    }
  }
}
