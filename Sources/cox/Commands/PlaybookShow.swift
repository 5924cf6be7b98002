import ArgumentParser
import Sentences
import WireProtocol

/// `cox playbook show`: what the team agreed on, now or as it stood.
struct PlaybookShow: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "show", under: "playbook",
    "What the team agreed on: now, or as it stood at a moment.",
    examples: """
      cox playbook show
      cox playbook show --as-of 2026-03-01
      cox playbook show --as-of "yesterday 15:00" --json
      """,
    details: """
      Everybody sees calendar, metrics, funnels, rules and who is in the team; quotas, accounts \
      and aliases are seen by the member, their manager and operators.
      """)

  @Option(help: "As it was known then: 2026-03-01, \"yesterday 15:00\", 2026-03-01T12:00:00Z.")
  var asOf: String?
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let session = Session(options: options)
    var moment: Moment?
    if let asOf {
      let now = try session.now()
      moment = SpokenTime.read(asOf, now: now, offset: { LocalClock.offset(nil, $0) ?? 0 })
      guard moment != nil else { throw Trouble.badTime(asOf, option: "--as-of") }
    }
    try session.show(PlaybookShownPage.self, Query(.playbook, asOf: moment?.rfc3339))
  }
}
