import ArgumentParser
import Client
import JSONText
import Sentences

/// `cox outbox`: what waits for a daemon, and what was put aside.
struct OutboxList: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "outbox",
    "What was said while no daemon answered, and what could not be taken.",
    examples: """
      cox outbox
      cox outbox --json
      cox outbox --forget
      """,
    details: """
      What waits is sent by the next command that reaches the daemon it was meant for. Only \
      --forget takes anything away, and only of what was put aside. What a later version wrote and \
      this one cannot read stays as it is.
      """)

  @Flag(help: "Forget the events that were put aside, once you have seen them.") var forget = false
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let base = OutboxPlace.base() ?? ""
    var (waiting, refused) = ([JSONValue](), [JSONValue]())
    var unread: [Text] = []
    for name in OutboxPlace.all(in: base) {
      let outbox = Outbox(folder: "\(base)/\(name).outbox")
      do throws(FileFault) {
        waiting += try outbox.entries().map { $0.json.adding("outbox", .string(name)) }
        refused += try outbox.refused().map { $0.json.adding("outbox", .string(name)) }
        let count = try outbox.unreadable()
        if count > 0 { unread.append(OutboxPage.unreadable(count, outbox.folder)) }
        if forget { try outbox.forgetRefused() }
      } catch {
        throw Trouble.unreadable(error.path, reason: Trouble.fileReason(error.errno))
      }
    }
    Output(options, now: LocalClock.now).show(
      ["waiting": .array(waiting), "refused": .array(refused)],
      screen: { OutboxPage.screen(waiting: waiting, refused: refused, for: $0) },
      records: { OutboxPage.records(waiting: waiting, refused: refused) })
    Output.note(unread)
  }
}
