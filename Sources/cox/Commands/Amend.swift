import ArgumentParser
import JSONText
import Sentences

/// `cox amend`: an event says something else from now on; what it said stays in the log.
struct Amend: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "amend",
    "Correct an event; the old value is kept.",
    examples: """
      cox amend e-1042 --minutes 30 --reason "it was half an hour"
      cox amend call-88121 --source /crm/hubspot/acme --deal D-12
      """,
    details: """
      It says what the event should have; when it happened stays. An event with another time is \
      taken back (cox retract) and said again with --at.
      """)

  @Argument(help: "The event: e-1042 as replies show it, or its id.") var target: String
  @Option(help: "The source of the event, when it is not you.") var source: String?
  @Option(help: "The metric it should have.") var metric: String?
  @Option(help: "The account it should have.") var account: String?
  @Option(help: "The deal it should have.") var deal: String?
  @Option(help: "The minutes it should have.") var minutes: Int64?
  @Option(help: "The count it should have.") var count: Int64?
  @Option(help: "The stage it should have.") var stage: String?
  @Option(help: "Why.") var reason: String?
  @OptionGroup var money: AmountOptions
  @OptionGroup var event: CorrectionOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let session = Session(options: options)
    // A note given here belongs to the corrected event.
    let members: [(String, JSONValue?)] =
      [
        ("metric", metric?.json), ("account", account?.json), ("deal", deal?.json),
        ("minutes", minutes.map { .integer($0) }), ("count", count.map { .integer($0) }),
        ("stage", stage?.json), ("note", event.note?.json),
      ] + (try money.members())
    let data = members.compactMap { name, value in value.map { JSONValue.Member(name, $0) } }
    guard !data.isEmpty else { throw Trouble.nothingToAmend(target) }
    var plain = event
    plain.note = nil
    let found = try EventTarget(session: session).find(target, source: source)
    let draft = try plain.draft(
      "event.amended",
      [
        ("id", found.id.json), ("source", found.source?.json), ("data", .object(data)),
        ("reason", reason?.json),
      ], session: session)
    try Writing(session: session, names: [found.id: target]).append(
      draft, verb: "\(target) amended")
  }
}
