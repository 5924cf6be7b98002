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
    // O_EXCL: a playbook that somebody wrote is never written over.
    let descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw errno == EEXIST
        ? Trouble.wouldOverwrite(file) : .unwritable(file, reason: Trouble.fileReason(errno))
    }
    Output.write(text, to: descriptor)
    guard close(descriptor) == 0 else {
      throw Trouble.unwritable(file, reason: Trouble.fileReason(errno))
    }
    Output(options, now: LocalClock.now).write(PlaybookPage.started(file, kind))
  }
}

extension Starter: ExpressibleByArgument {}
