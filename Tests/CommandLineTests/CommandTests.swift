import ArgumentParser
import Foundation
import Testing
import Sentences
import WireProtocol
import cox

private let folder = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "Sources/cox/Commands").resolvingSymlinksInPath()

private let all =
  CommandCatalogue.all + CommandCatalogue.deal + CommandCatalogue.meeting + CommandCatalogue.goal
  + CommandCatalogue.quota
  + CommandCatalogue.playbook
  + CommandCatalogue.clock + CommandCatalogue.export + CommandCatalogue.store

/// The words of the examples that a command's help shows, without pipes and what follows them.
private func examples(_ type: any ParsableCommand.Type) -> [[String]] {
  let lines = type.configuration.discussion.split(separator: "\n")
  guard let start = lines.firstIndex(of: "EXAMPLES:") else { return [] }
  return lines[(start + 1)...].compactMap { line in
    // What stands far to the right explains the example; a redirection or a pipe is the shell's.
    var text = String(line.drop { $0 == " " })
    if let remark = text.range(of: "      ") { text = String(text[..<remark.lowerBound]) }
    if let redirect = text.range(of: " > ") { text = String(text[..<redirect.lowerBound]) }
    let commands = text.components(separatedBy: " | ")
    guard let own = commands.first(where: { $0 == "cox" || $0.hasPrefix("cox ") }) else {
      return nil
    }
    return Array(words(own).dropFirst())
  }
}

/// Splits as a shell does, with single and double quotes.
private func words(_ text: String) -> [String] {
  var out: [String] = []
  var word: String?
  var quote: Character?
  for character in text {
    if character == quote {
      quote = nil
    } else if quote == nil, character == "\"" || character == "'" {
      quote = character
      word = word ?? ""
    } else if quote == nil, character == " " {
      if let word { out.append(word) }
      word = nil
    } else {
      word = (word ?? "") + String(character)
    }
  }
  return out + [word].compactMap(\.self)
}

@Suite("The commands of cox")
struct CommandTests {
  @Test("every file of a command is in the catalogue, and the reverse")
  func catalogue() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(6)) }
    #expect(Set(files) == Set(all.map { String(describing: $0) }))
    #expect(files.count == all.count)
  }

  @Test("every command states its name, and says in a line what it does")
  func named() {
    for type in all {
      #expect(type.configuration.commandName != nil, "\(type)")
      #expect(
        type.configuration.abstract.hasSuffix(".") || type.configuration.abstract.hasSuffix(")."))
    }
  }

  @Test("every command is in the completions of each shell, and in what manual pages are made of")
  func completions() {
    for shell in [CompletionShell.bash, .zsh, .fish] {
      let script = Cox.completionScript(for: shell)
      for type in all {
        #expect(script.contains(type.configuration.commandName ?? "?"), "\(type)")
      }
    }
    let pages = Cox._dumpHelp()
    for type in all {
      #expect(pages.contains("\"commandName\" : \"\(type.configuration.commandName ?? "?")\""))
    }
  }

  @Test("the page of exit codes names each code there is, and the codes stay what they are")
  func exitCodes() throws {
    let page = try String(
      contentsOf: folder.appending(path: "../../Daemon/Coxswain.docc/ExitCodes.md"),
      encoding: .utf8)
    let told = page.matches(of: #/(?m)^\| (\d+) \|/#).compactMap { Int32($0.1) }
    let own: [Int32] = [
      ExitStatus.usage, ExitStatus.data, ExitStatus.noInput, ExitStatus.unavailable,
      ExitStatus.software, ExitStatus.cannotCreate, ExitStatus.io, ExitStatus.temporary,
      ExitStatus.protocolError, ExitStatus.denied,
    ]
    #expect(own == [64, 65, 66, 69, 70, 73, 74, 75, 76, 77])
    #expect(told == [0] + own)
    #expect(ErrorKind.allCases.allSatisfy { own.contains($0.exitCode) })
    let help = Cox.configuration.discussion
    for code in told { #expect(help.contains("\(code) "), "cox --help does not tell \(code)") }
  }

  @Test("every example of every help is understood, by the command that shows it")
  func examplesParse() throws {
    for type in all {
      let shown = examples(type)
      #expect(!shown.isEmpty, "\(type) shows no example")
      for words in shown {
        let leaf = try #require(Arguments.leaf(words), "\(words)")
        do {
          _ = try leaf.type.parseAsRoot(leaf.rest)
        } catch {
          Issue.record("cox \(words.joined(separator: " ")): \(leaf.type.message(for: error))")
        }
        // From the root it is the same command.
        let parsed = try Cox.parseAsRoot(words)
        #expect(Swift.type(of: parsed) == leaf.type || words.contains("--help"), "\(words)")
      }
    }
  }

  @Test(
    "words that mean nothing are answered in our own tone, with the help to read",
    arguments: [
      (["nosuch"], "there is no command nosuch.", "cox help"),
      (["deal", "win", "D-1"], "what the parser says.", "cox help deal"),
      (["--team", "acme", "week", "ben"], "what the parser says.", "cox help week"),
    ])
  func misunderstood(words: [String], said: String, remedy: String) {
    let trouble = Launch.misunderstood(words, "what the parser says")
    let text = trouble.lines.map(\.unstyled).joined(separator: "\n")
    #expect(text.contains(said) && text.hasSuffix(remedy), "\(text)")
    #expect(trouble.exitCode == 64)
  }

  @Test("an amount below 0 is said to be one, where the parser takes it for an option")
  func negative() {
    let message = "Missing expected argument '<amount>'"
    for words in [["goal", "propose", "won", "-5"], ["goal", "counter", "a/won/2026", "-0.5M"]] {
      let trouble = Launch.misunderstood(words, message)
      let text = trouble.lines.map(\.unstyled).joined(separator: "\n")
      #expect(text.contains("must be above 0") && !text.contains("Missing"), "\(text)")
      #expect(trouble.exitCode == 64)
    }
    let other = Launch.misunderstood(["goal", "propose", "won"], message)
    #expect(other.lines.first?.unstyled.contains("Missing expected argument") == true)
  }

  @Test("a number of one's own is of no plan: --goal beside it is refused")
  func goalBesideNumber() throws {
    #expect(throws: Never.self) {
      try Cox.parseAsRoot(words("quota propose call --goal ana/won/2026-Q4"))
    }
    #expect(throws: (any Error).self) {
      try Cox.parseAsRoot(words("quota propose call 8 --goal ana/won/2026-Q4"))
    }
  }

  @Test(
    "options before the command are moved behind it",
    arguments: [
      ("--team acme week", "week --team acme"), ("--json status", "status --json"),
      ("--team acme deal won D-1", "deal won --team acme D-1"), ("week --json", "week --json"),
      ("--socket /x --as ana meeting held M-7", "meeting held --socket /x --as ana M-7"),
      ("--socket=/x --json", "--socket=/x --json"), ("--team", "--team"), ("", ""),
      ("--version", "--version"), ("--as ana --json log call", "log --as ana --json call"),
    ])
  func rotated(given: String, wanted: String) {
    #expect(Arguments.rotated(words(given)).joined(separator: " ") == wanted)
  }

  @Test("options before any command of any depth are moved behind it")
  func rotatedEverywhere() {
    for command in CommandCatalogue.all {
      let name = command.configuration.commandName ?? ""
      let inner = command.configuration.subcommands.compactMap { $0.configuration.commandName }
      for path in inner.isEmpty ? [[name]] : inner.map({ [name, $0] }) {
        #expect(Arguments.rotated(["--json"] + path + ["x"]) == path + ["--json", "x"])
      }
    }
  }

  @Test("help for what is no command says so")
  func unknownHelp() {
    #expect(Launch.unknownHelp(["help", "nosuch"])?.exitCode == 64)
    #expect(Launch.unknownHelp(["help", "deal", "win"])?.exitCode == 64)
    for words in [
      ["help"], ["help", "week"], ["help", "deal", "won"], ["week"], ["help", "--all"],
    ] {
      #expect(Launch.unknownHelp(words) == nil, "\(words)")
    }
  }

  @Test("no words are the morning page, unknown words are left to the root")
  func leaves() {
    #expect(Arguments.leaf([])?.type.configuration.commandName == "morning")
    #expect(Arguments.leaf(["--json"])?.rest == ["--json"])
    #expect(Arguments.leaf(["deal", "won", "D-1"])?.rest == ["D-1"])
    #expect(Arguments.leaf(["deal"]) == nil)
    #expect(Arguments.leaf(["--version"]) == nil)
    #expect(Arguments.leaf(["help", "week"]) == nil)
    #expect(Arguments.leaf(["wek"]) == nil)
  }
}
