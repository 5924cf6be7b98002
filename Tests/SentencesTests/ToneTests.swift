import Foundation
import Testing

/// Words that judge a person, or that a sentence by our side of the table does not need.
private let blaming = [
  "fail", "lazy", "bad", "badly", "underperform", "poor", "poorly", "weak", "slack", "blame",
  "worst", "loser", "lagging", "deficien", "disappoint", "shame", "guilt", "punish", "inadequa",
  "mediocre", "you should have", "you must", "you missed", "you did not", "you forgot",
  "try harder", "work harder", "too slow", "low performer", "unacceptable", "excuse", "excuses",
  "bottom", "rank", "ranks", "ranking", "ranked", "leaderboard", "careless", "neglect",
]

/// Where such a word is right, and why.
private let allowed: [(file: String, text: String, reason: String)] = [
  ("Engine/", "failed", "the daemon's own disk, log or reader"),
  ("simulate/", "failed", "a program's own end"),
]

/// Whether a text says a word: as a whole, or as the beginning of one where it is a stem.
private func says(_ text: String, _ word: String) -> Bool {
  let stems = ["fail", "underperform", "deficien", "disappoint", "inadequa", "punish", "neglect"]
  let end = stems.contains(word) ? "" : "\\b"
  return text.range(of: "\\b\(word)\(end)", options: .regularExpression) != nil
}

/// The string literals of a Swift source, interpolated code and comments left out.
private func literals(_ source: String) -> [(line: Int, text: String)] {
  var found: [(line: Int, text: String)] = []
  var isInside = false
  for (index, line) in source.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
  {
    let code = line.drop { $0 == " " }
    if code.contains("\"\"\"") {
      isInside.toggle()
    } else if isInside {
      // A line of a multi-line literal has no quotes around it: it counts as text as a whole.
      found.append((index + 1, String(code)))
    } else if !code.hasPrefix("//") {
      let parts = code.split(separator: "\"", omittingEmptySubsequences: false)
      found += parts.enumerated().filter { $0.offset % 2 == 1 }
        .map { (index + 1, String($0.element)) }
    }
  }
  return found
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
  // The domain words its alerts, the engine its refusals; all other sentences are in one catalogue.
  static let folders = [
    "Sentences", "cox", "cox-import", "Domain/Views", "Domain/Alerts", "Playbook", "Engine", "Demo",
    "simulate",
  ]

  @Test("no text that a person reads blames anybody")
  func noBlame() throws {
    let files = try sources(Self.folders)
    #expect(files.count > 100)
    for file in files {
      for literal in literals(file.text) {
        let text = literal.text.lowercased()
        for word in blaming where says(text, word) {
          let isAllowed = allowed.contains {
            file.name.hasPrefix($0.file) && text.contains($0.text)
          }
          if !isAllowed {
            Issue.record("\(file.name):\(literal.line) says \"\(word)\": \(literal.text)")
          }
        }
      }
    }
  }

  @Test("no alert, starter or schema that is shipped as a file blames anybody")
  func noBlameInFiles() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = root.appending(path: "protocol/playbooks/starters").resolvingSymlinksInPath()
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.count == 3)
    for name in names {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8).lowercased()
      for word in blaming { #expect(!says(text, word), "\(name) says \(word)") }
    }
  }

  @Test("the search for such words finds them, and takes no part of a word for one")
  func findsBlame() {
    let quotes = "\"\"\""
    let source =
      "let x = \"you failed again\"  \n/// You failed.\nlet y = rank(1)\n\(quotes)\n  lazy\n\(quotes)"
    #expect(literals(source).map(\.text) == ["you failed again", "lazy"])
    #expect(!literals(source).contains { $0.text.contains("You failed.") })
    #expect(says("you failed again", "fail") && says("a poor week", "poor"))
    #expect(says("no excuse.", "excuse") && !says("2 of 5 days excused", "excuse"))
    #expect(!says("frank bottomley", "rank") && !says("frank bottomley", "bottom"))
  }
}
