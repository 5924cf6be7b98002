import Client
import JSONText
import Testing

@Suite("A copy of the log as it arrives")
struct BackupStreamTests {
  private static let segment = "log/00000000000000000001.ndjson"

  private static func begin(files: Int = 2) -> String {
    #"{"method":"store.begin","params":{"stream":1,"seq":7,"files":\#(files),"bytes":24}}"#
  }

  private static func file(_ path: String, _ bytes: Int, text: String? = nil) -> String {
    let text = text.map { #","text":"\#($0)""# } ?? ""
    return
      #"{"method":"store.file","params":{"stream":1,"path":"\#(path)","bytes":\#(bytes)\#(text)}}"#
  }

  private static func lines(_ lines: String) -> String {
    #"{"method":"store.lines","params":{"stream":1,"lines":[\#(lines)]}}"#
  }

  private static func end(_ how: String = "complete") -> String {
    #"{"id":1,"result":{"end":"\#(how)","seq":7}}"#
  }

  /// All steps that a server's messages come to; what they throw ends the test or is expected.
  private func items(_ said: [String]) throws -> [BackupStream.Item] {
    let server = try ScriptedServer { peer in
      _ = peer.line()
      for line in said { peer.say(line) }
    }
    let stream = try BackupStream(on: try Connection(path: server.path))
    var items: [BackupStream.Item] = []
    while items.last != .end { items.append(try stream.next()) }
    return items
  }

  @Test("files come with their content, lines byte for byte and each with its line feed")
  func whole() throws {
    let items = try items([
      Self.begin(), Self.file("HEAD", 3, text: #"a\nb"#), Self.file(Self.segment, 22),
      Self.lines(#"{"seq": 1},{"b":2}"#), #"{"method":"of.tomorrow","params":{}}"#,
      Self.lines("{}"), Self.end(),
    ])
    #expect(
      items == [
        .begin(seq: 7, files: 2, bytes: 24), .file(path: "HEAD", bytes: 3),
        .content(Array("a\nb".utf8)), .file(path: Self.segment, bytes: 22),
        .content(Array("{\"seq\": 1}\n{\"b\":2}\n".utf8)), .content(Array("{}\n".utf8)), .end,
      ])
  }

  @Test(
    "what is no whole copy is a fault",
    arguments: [
      ["file 3", "end"], ["file 3", "head"], ["file 4", "head"], ["/etc/passwd"], ["head", "end"],
      ["end"], ["head", "file 3", "cancelled"], ["head", "file 3"],
    ])
  func faults(said: [String]) {
    let messages =
      [Self.begin()]
      + said.flatMap { word in
        switch word {
        case "file 3": [Self.file(Self.segment, 3), Self.lines("{}")]
        case "file 4": [Self.file(Self.segment, 4), Self.lines("{}")]
        case "head": [Self.file("HEAD", 1, text: "a")]
        case "end": [Self.end()]
        case "cancelled": [Self.end("cancelled")]
        default: [Self.file(word, 0)]
        }
      }
    #expect(throws: ClientFault.self) { _ = try items(messages) }
  }
}
