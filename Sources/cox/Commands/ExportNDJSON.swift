import ArgumentParser
import Client
import JSONText
import Sentences
import WireProtocol

/// `cox export ndjson`: every event one may see, up to now, a line each.
struct ExportNDJSON: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "ndjson", under: "export",
    "Every event you may see, one a line, as it was sent.",
    examples: """
      cox export ndjson > mine.ndjson
      cox export ndjson --records --output log.ndjson
      cox export ndjson --types coxswain.deal. coxswain.activity. --output work.ndjson
      """,
    details: """
      The events are the bytes that were sent, so cox ingest takes them again and adds none twice. \
      --records puts around each what the daemon knows of it: its number, when it was recorded \
      and by whom; an event without a time of its own happened then. A file of --output is for \
      your eyes alone.
      """)

  @Flag(help: "With the daemon's record around each event.") var records = false
  @Option(parsing: .upToNextOption, help: "Only types that begin so.") var types: [String] = []
  @Option(name: .shortAndLong, help: "Write a whole file or none.", completion: .file())
  var output: String?
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let connection = try Session(options: options).connect()
    let file = try OutputFile(output, .replacing)
    let stream = try connection.asked { connection throws(ClientFault) in
      try Subscription(on: connection, from: .start, filter: EventFilter(types: types))
    }
    reading: while true {
      switch try connection.asked({ _ throws(ClientFault) in try stream.next() }) {
      case .event: try file.write(line(Array(connection.lineBytes)))
      case .mark(state: "live"): break reading
      case .mark, .bye: continue
      case .end, nil:
        throw Trouble(.lost(reason: .ended), path: connection.path)
      }
    }
    try file.commit()
  }

  /// The event's own bytes out of the message that brought it, or the record they stand in.
  private func line(_ message: [UInt8]) -> [UInt8] {
    guard let params = JSONRaw.member(message, 0..<message.count, "params"),
      let event = JSONRaw.member(message, params, "event")
    else { return [] }
    guard records else { return message[event] + [0x0a] }
    var writer = JSONWriter()
    writer.beginObject()
    for name: StaticString in ["seq", "at", "by"] {
      guard let value = JSONRaw.member(message, params, name) else { continue }
      writer.key(name)
      writer.raw(message[value])
    }
    writer.key("event")
    writer.raw(message[event])
    writer.endObject()
    writer.endLine()
    return writer.bytes
  }
}
