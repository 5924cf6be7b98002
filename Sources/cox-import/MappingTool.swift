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

  func run() throws {
    let width = ShippedMapping.all.map(\.name.count).max() ?? 0
    try shown(again: "cox mapping list") { () throws(ImportFault) in
      try Screen.show(
        ShippedMapping.all.map { mapping in
          let gap = String(repeating: " ", count: width - mapping.name.count + 2)
          return mapping.name + gap + mapping.summary
        })
    }
  }
}

/// `cox mapping show`: a shipped mapping as it is, to be kept as a file and changed.
struct MappingShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "A shipped mapping, to read or to change.")

  @Argument(help: "Its name.") var name: String

  func run() throws {
    try shown(again: "cox mapping show \(name)") { () throws(ImportFault) in
      guard let mapping = ShippedMapping.find(name) else {
        throw .noMapping(name: name, nearest: ShippedMapping.nearest(name))
      }
      try Screen.show(lines(mapping.text))
    }
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
    try shown(again: "cox mapping init \(data)") { () throws(ImportFault) in
      let text = try MappingGuess.text(for: data)
      guard let output else { return try Screen.show(lines(text)) }
      try ImportFiles.create(output, text)
      Screen(quiet: true).say([
        "\(output) is written; look at it, then:  cox import --mapping \(output) \(data) --dry-run"
      ])
    }
  }
}

/// The lines of a text that ends with a line end.
private func lines(_ text: String) -> [String] {
  var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  if lines.last == "" { lines.removeLast() }
  return lines
}

/// Does something; what goes wrong is said, and becomes the code to exit with.
private func shown(again command: String, _ body: () throws(ImportFault) -> Void) throws(ExitCode) {
  do throws(ImportFault) {
    try body()
  } catch {
    let trouble = error.trouble(again: command)
    Screen(quiet: true).say(trouble.lines.map(\.unstyled), prefixed: false)
    throw ExitCode(trouble.exitCode)
  }
}
