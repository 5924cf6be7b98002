import ArgumentParser
import Glibc
import Sentences

/// `cox playbook schema`: what an editor needs to complete and check a playbook.
struct PlaybookSchema: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "schema", under: "playbook",
    "Print the JSON Schema of playbooks, for editors.",
    examples: """
      cox playbook schema > playbook.schema.json
      """,
    details: """
      Most editors read the first line of a playbook:  # yaml-language-server: \
      $schema=playbook.schema.json
      """)

  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    Output.write(Starter.schema, to: STDOUT_FILENO)
  }
}
