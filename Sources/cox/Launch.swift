import ArgumentParser
import Glibc
import Sentences

/// Parses, runs, and ends the process with the exit code that tells what happened.
enum Launch {
  /// The whole of `cox`: words in, an exit code out.
  static func run(_ words: [String]) -> Never {
    do {
      var command = try Cox.parseAsRoot(Arguments.rotated(words))
      try command.run()
      exit(0)
    } catch let trouble as Trouble {
      Output.complain(trouble)
      exit(trouble.exitCode)
    } catch {
      Cox.exit(withError: error)
    }
  }
}

/// The words of the command line before they are parsed.
enum Arguments {
  private static let valued = ["--socket", "--team", "--as"]
  private static let flags = ["--json", "--plain", "--screen"]

  /// Moves options that come before the command behind it: `--team acme week` to `week --team acme`.
  ///
  /// The parser knows each option where a command declares it, people type the common ones first.
  static func rotated(_ words: [String]) -> [String] {
    var index = 0
    while index < words.count {
      let word = words[index]
      if flags.contains(word) || valued.contains(where: { word.hasPrefix($0 + "=") }) {
        index += 1
      } else if valued.contains(word), index + 1 < words.count {
        index += 2
      } else {
        break
      }
    }
    guard index > 0, index < words.count, !words[index].hasPrefix("-") else { return words }
    // A command of two words (`deal won`) keeps them together.
    var end = index + 1
    if ["deal", "playbook"].contains(words[index]), end < words.count { end += 1 }
    return Array(words[index..<end] + words[..<index] + words[end...])
  }
}
