import ArgumentParser

extension CommandConfiguration {
  /// The configuration of a command of `cox`.
  ///
  /// The name is stated because the parser would otherwise derive it from the type at run time,
  /// which took more than half of the start-up; and a command knows what stands before its name, so
  /// that it can be parsed alone (Launch) and still explain itself as `cox week`.
  static func cox(
    _ name: String, under group: String? = nil, _ abstract: String, examples: String,
    details: String = "", subcommands: [any ParsableCommand.Type] = []
  ) -> CommandConfiguration {
    let indented = examples.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    let discussion = (details.isEmpty ? "" : details + "\n\n") + "EXAMPLES:\n" + indented
    return CommandConfiguration(
      commandName: name, _superCommandName: group.map { "cox \($0)" } ?? "cox",
      abstract: abstract, discussion: discussion, subcommands: subcommands)
  }
}
