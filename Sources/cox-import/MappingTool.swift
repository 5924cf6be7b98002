import ArgumentParser
import Importing
import Sentences

/// `cox mapping`: what is shipped, and a first draft of what is not.
struct MappingTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mapping", _superCommandName: "cox",
    abstract: "List, show and begin mappings for import.",
    discussion: """
      A mapping is a file that says which events the rows of a CSV file give.

      EXAMPLES:
        cox mapping list
        cox mapping show hubspot-deals > mine.yaml
        cox mapping init deals.csv > mine.yaml
      """,
    subcommands: [MappingList.self, MappingShow.self, MappingInit.self])
}

/// `cox mapping list`: the shipped mappings, a line each.
struct MappingList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The mappings that are shipped, by name.")

  func run() {
    let width = ShippedMapping.all.map(\.name.count).max() ?? 0
    for mapping in ShippedMapping.all {
      let gap = String(repeating: " ", count: width - mapping.name.count + 2)
      print(mapping.name + gap + mapping.summary)
    }
  }
}

/// `cox mapping show`: a shipped mapping as it is, to be kept as a file and changed.
struct MappingShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "A shipped mapping, to read or to change.")

  @Argument(help: "Its name.") var name: String

  func run() throws {
    guard let mapping = ShippedMapping.find(name) else {
      throw ImportFault.noMapping(name: name, nearest: ShippedMapping.nearest(name))
        .said(again: "cox mapping show \(name)")
    }
    print(mapping.text, terminator: "")
  }
}

/// `cox mapping init`: a mapping guessed from a file's header and first rows.
struct MappingInit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "A first draft of a mapping for a file, with a reason for every guess.",
    discussion: """
      Reads the header and the first rows. A layout that is shipped is recognised by its columns. \
      What is guessed is explained in comments; look at it, then try it with --dry-run.
      """)

  @Argument(help: "The data: CSV, plain or compressed with gzip.") var data: String

  @Option(name: .shortAndLong, help: "Write to this file, which must not be there yet.")
  var output: String?

  func run() throws {
    do {
      let text = try MappingGuess.text(for: data)
      guard let output else { return print(text, terminator: "") }
      try ImportFiles.create(output, text)
      Screen(quiet: true).say([
        "\(output) is written; look at it, then:  cox import --mapping \(output) \(data) --dry-run"
      ])
    } catch {
      throw error.said(again: "cox mapping init \(data)")
    }
  }
}

extension ImportFault {
  /// Says what happened and gives the code to exit with.
  fileprivate func said(again command: String) -> ExitCode {
    let trouble = trouble(again: command)
    Screen(quiet: true).say(trouble.lines.map(\.unstyled), prefixed: false)
    return ExitCode(trouble.exitCode)
  }
}
