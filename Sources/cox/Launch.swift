package import ArgumentParser
import Client
import Glibc
package import Sentences

/// Parses, runs, and ends the process with the exit code that tells what happened.
package enum Launch {
  /// The whole of `cox`: words in, an exit code out.
  static func run(_ words: [String]) -> Never {
    do {
      if let trouble = unknownHelp(words) { throw trouble }
      var command = try parsed(Arguments.rotated(words))
      try command.run()
      exit(0)
    } catch let trouble as Trouble {
      let (known, _) = Arguments.command(Arguments.rotated(words))
      Output.complain(trouble.naming(command: known.isEmpty ? nil : known.joined(separator: " ")))
      exit(trouble.exitCode)
    } catch let fault as FileFault {
      let trouble = Trouble(fault)
      Output.complain(trouble)
      exit(trouble.exitCode)
    } catch {
      // Help and versions are errors to the parser, too; only what it did not understand is ours to say.
      guard Cox.exitCode(for: error).rawValue == ExitStatus.usage else {
        Cox.exit(withError: error)
      }
      let trouble = misunderstood(words, Cox.message(for: error))
      Output.complain(trouble)
      exit(trouble.exitCode)
    }
  }

  /// What to say of words that the parser does not understand.
  package static func misunderstood(_ words: [String], _ message: String) -> Trouble {
    let words = Arguments.rotated(words)
    let (known, _) = Arguments.command(words)
    // The root takes a word it does not know for an argument of the morning page.
    if known.isEmpty, let word = words.first, !word.hasPrefix("-") {
      return .notUnderstood("there is no command \(word)", command: nil)
    }
    if let amount = Arguments.negative(words), message.hasPrefix("Missing expected argument") {
      return .negativeAmount(amount)
    }
    return .notUnderstood(message, command: known.isEmpty ? nil : known.joined(separator: " "))
  }

  /// What to say of `help` for what is no command; the parser would show the root's and call it done.
  package static func unknownHelp(_ words: [String]) -> Trouble? {
    guard words.first == "help" else { return nil }
    let asked = words.dropFirst().prefix { !$0.hasPrefix("-") }
    let (known, isGroup) = Arguments.command(Array(asked))
    guard known.count < asked.count, known.isEmpty || isGroup else { return nil }
    let group = known.isEmpty ? nil : known.joined(separator: " ")
    return .notUnderstood("there is no command \(asked.joined(separator: " "))", command: group)
  }

  /// The command that the words ask for.
  ///
  /// A command is parsed alone first: parsing from the root looks at every command, and takes as
  /// long as all the rest. What a command alone does not understand is left to the root, which
  /// knows help, versions, completions and how to put what was not understood.
  private static func parsed(_ words: [String]) throws -> any ParsableCommand {
    if let alone = Arguments.leaf(words), let command = try? alone.type.parseAsRoot(alone.rest) {
      return command
    }
    return try Cox.parseAsRoot(words)
  }
}

/// The words of the command line before they are parsed.
package enum Arguments {
  private static let valued = ["--socket", "--team", "--host", "--as"]
  private static let flags = ["--json", "--rows", "--plain", "--screen"]

  private static func isCommon(_ word: String) -> Bool {
    flags.contains(word) || valued.contains(word)
      || valued.contains { word.hasPrefix($0 + "=") }
  }

  /// The first word that is a number below 0, which the parser takes for an option that it does not know.
  static func negative(_ words: [String]) -> String? {
    words.first { $0.first == "-" && $0.dropFirst().first.map { ("0"..."9").contains($0) } == true }
  }

  /// The words in front that name a command, and whether the last of them has commands of its own.
  static func command(_ words: [String]) -> (known: [String], isGroup: Bool) {
    var known: [String] = []
    var commands = CommandCatalogue.all
    for word in words {
      guard let found = commands.first(where: { $0.configuration.commandName == word }) else {
        break
      }
      known.append(word)
      commands = found.configuration.subcommands
    }
    return (known, !commands.isEmpty)
  }

  /// The command that the first words name, and the words after it; the morning page for none.
  package static func leaf(_ words: [String]) -> (type: any ParsableCommand.Type, rest: [String])? {
    guard let first = words.first else { return (Morning.self, []) }
    if first.hasPrefix("-") {
      return isCommon(first) || first == "--why" ? (Morning.self, words) : nil
    }
    var commands = CommandCatalogue.all
    for (index, word) in words.enumerated() {
      guard let found = commands.first(where: { $0.configuration.commandName == word }) else {
        return nil
      }
      commands = found.configuration.subcommands
      if commands.isEmpty { return (found, Array(words[(index + 1)...])) }
    }
    return nil
  }

  /// Moves options that come before the command behind it: `--team acme week` to `week --team acme`.
  ///
  /// The parser knows each option where a command declares it, people type the common ones first.
  package static func rotated(_ words: [String]) -> [String] {
    var index = 0
    while index < words.count {
      let word = words[index]
      guard isCommon(word) else { break }
      index += valued.contains(word) ? 2 : 1
    }
    guard index > 0, index < words.count, !words[index].hasPrefix("-") else { return words }
    // A command of two words (`deal won`) keeps them together.
    var end = index + 1
    let command = CommandCatalogue.all.first { $0.configuration.commandName == words[index] }
    if end < words.count, !(command?.configuration.subcommands.isEmpty ?? true) { end += 1 }
    return Array(words[index..<end] + words[..<index] + words[end...])
  }
}
