import ArgumentParser
import Client
import Glibc
import Sentences

/// `cox playbook init`: a commented playbook to begin with.
struct PlaybookInit: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "init", under: "playbook",
    "Write a commented playbook to begin with.",
    examples: """
      cox playbook init new-business acme.yaml
      cox playbook init account-management emea.yaml --team emea
      cox playbook init owner-led                  prints it
      """,
    details: """
      new-business: setters open conversations, account executives close. account-management: \
      keep and grow customers. owner-led: a small team whose owner sells, too. No daemon is asked.
      """)

  @Argument(help: "The kind of team: new-business, account-management, owner-led.")
  var kind: Starter

  @Argument(help: "The file to write; printed when missing.", completion: .file())
  var file: String?

  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let text = kind.text(team: options.team ?? Environment.value("COX_TEAM"))
    guard let file else { return Output.write(text, to: STDOUT_FILENO) }
    // A playbook that somebody wrote is never written over; it names people, and is the team's to share.
    let output = try OutputFile(file, .new, mode: 0o644)
    try output.write(text.utf8)
    try output.commit()
    Output(options, now: LocalClock.now).write(PlaybookPage.started(file, kind))
  }
}

extension Starter: ExpressibleByArgument {}
