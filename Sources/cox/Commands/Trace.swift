import ArgumentParser
import JSONText
import Sentences
import WireProtocol

/// `cox trace`: from a deal back through everything that was done for it.
struct Trace: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "trace",
    "A deal, step by step, from its first touch.",
    examples: """
      cox trace D-12
      cox trace e-1042
      cox trace D-12 | cut -f2,3,6
      """)

  @Argument(help: "The deal's id, or an event's: e-1042 as replies show it.") var deal: String
  @OptionGroup(title: "THE PAST") var past: PastOptions
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let session = Session(options: options)
    do throws(Trouble) {
      try session.show(TracePage.self, Query(.deal, deal: deal), past)
    } catch {
      guard error.exitCode == ExitStatus.noInput, EventTarget.number(deal) != nil else {
        throw error
      }
      // A deal may be called like an event, and then it is the deal that is meant.
      let event = try EventTarget(session: session).find(deal, source: nil).event
      guard let its = event?["data"]?["deal"]?.string else { throw Trouble.noDealOfEvent(deal) }
      try session.show(TracePage.self, Query(.deal, deal: its), past)
    }
  }
}
