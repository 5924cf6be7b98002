import Foundation
import Testing

/// Words that judge a person, or that a sentence by our side of the table does not need.
private let blaming = [
  "fail", "lazy", "bad ", "bad.", "underperform", "poor", "weak", "slack", "blame", "worst",
  "loser", "lagging", "deficien", "disappoint", "shame", "guilt", "punish", "inadequa", "mediocre",
  "you should have", "you must", "too slow", "low performer", "unacceptable", "you did not",
]

/// The string literals of a Swift source, interpolated code and comments left out.
private func literals(_ source: String) -> [(line: Int, text: String)] {
  source.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap {
    index, line -> [(line: Int, text: String)] in
    let code = line.drop { $0 == " " }
    guard !code.hasPrefix("//") else { return [] }
    let parts = code.split(separator: "\"", omittingEmptySubsequences: false)
    // Inside a multi-line literal a line has no quotes: it counts as text as a whole.
    if parts.count == 1 { return [(index + 1, String(code))] }
    return parts.enumerated().filter { $0.offset % 2 == 1 }.map { (index + 1, String($0.element)) }
  }
}

private func sources(_ folders: [String]) throws -> [(name: String, text: String)] {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  return try folders.flatMap { folder -> [(name: String, text: String)] in
    let base = root.appending(path: "Sources/\(folder)").resolvingSymlinksInPath()
    let names = try FileManager.default.subpathsOfDirectory(atPath: base.path).sorted()
    return try names.filter { $0.hasSuffix(".swift") }.map {
      ("\(folder)/\($0)", try String(contentsOf: base.appending(path: $0), encoding: .utf8))
    }
  }
}

@Suite("The tone of every text")
struct ToneTests {
  @Test("no text that a person reads blames anybody")
  func noBlame() throws {
    let files = try sources(["Sentences", "cox"])
    #expect(files.count > 30)
    for file in files {
      for literal in literals(file.text) {
        let text = literal.text.lowercased() + " "
        for word in blaming where text.contains(word) {
          Issue.record("\(file.name):\(literal.line) says \"\(word)\": \(literal.text)")
        }
      }
    }
  }

  @Test("the search for such words finds them")
  func findsBlame() {
    let source = "let x = \"you failed again\"  \n/// You failed.\nlet y = 1"
    #expect(literals(source).contains { $0.text == "you failed again" })
    #expect(!literals(source).contains { $0.text.contains("You failed.") })
  }
}
