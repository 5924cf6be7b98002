import Demo
import Glibc
import Harness

/// Streams a season into a daemon: events by raw ingest, the clock by requests in between, and what
/// people say about goals by `cox`.
struct Playback {
  let programs: String
  let socket: String
  let demo: Demo

  /// - Throws: when an event is rejected or the clock does not move.
  func run() throws(HarnessFailure) {
    let (stream, control) = (try LineSocket(socket), try LineSocket(socket))
    try stream.send(#"{"jsonrpc":"2.0","id":1,"method":"ingest","params":{"raw":true}}"#)
    guard let ready = try stream.readLine(), ready.contains("ingest.ready") else {
      throw HarnessFailure("the daemon takes no events")
    }
    var bar = ProgressBar(total: demo.steps.count)
    var (pending, sent) = ([UInt8](), 0)
    for (index, step) in demo.steps.enumerated() {
      switch step {
      case .event(let line):
        pending += Array((line + "\n").utf8)
        sent += 1
      case .advance(let to):
        try deliver(&pending, upTo: sent, on: stream)
        let answer = try control.call(
          "{\"jsonrpc\":\"2.0\",\"id\":\(index),\"method\":\"clock.advance\","
            + "\"params\":{\"to\":\"\(to)\"}}")
        guard answer.contains("\"result\"") else {
          throw HarnessFailure("the clock does not move to \(to): \(answer)")
        }
        bar.show(index, at: to)
      case .playbook(let text):
        try deliver(&pending, upTo: sent, on: stream)
        let answer = try control.call(
          "{\"jsonrpc\":\"2.0\",\"id\":\(index),\"method\":\"playbook.apply\","
            + "\"params\":{\"text\":\"\(Self.escaped(text))\"}}")
        guard answer.contains("\"result\"") else {
          throw HarnessFailure("the playbook was refused: \(answer)")
        }
      case .said(let arguments):
        try deliver(&pending, upTo: sent, on: stream)
        try say(arguments)
      }
    }
    try deliver(&pending, upTo: sent, on: stream)
    bar.finish()
    stream.finishSending()
    while let line = try stream.readLine() {
      if line.contains("\"result\"") { return }
    }
    throw HarnessFailure("the daemon closed the stream without its result")
  }

  /// - Throws: when it was refused; a plan of another seed may have no quota to propose.
  private func say(_ arguments: [String]) throws(HarnessFailure) {
    let result = try Harness.run("\(programs)/cox", arguments + ["--socket", socket])
    guard result.status == .code(0) || arguments.first == "quota" else {
      let words = arguments.joined(separator: " ")
      throw HarnessFailure("cox \(words) was refused: \(result.errorOutputText)")
    }
  }

  /// A playbook as JSON text: it is plain ASCII without controls.
  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n")
  }

  /// Sends what is due and waits until it is on disk, so that the clock never overtakes an event.
  private func deliver(
    _ pending: inout [UInt8], upTo sent: Int, on stream: LineSocket
  ) throws(HarnessFailure) {
    guard !pending.isEmpty else { return }
    try stream.send(pending)
    pending.removeAll(keepingCapacity: true)
    while let line = try stream.readLine() {
      if line.contains("\"ingest.reject\"") {
        throw HarnessFailure("an event was refused: \(line)")
      }
      if line.contains("\"ingest.ack\""), line.contains("\"n\":\(sent),") { return }
    }
    throw HarnessFailure("the daemon closed the stream")
  }
}

/// How far the season is: one moving line on a terminal, four plain lines elsewhere.
struct ProgressBar {
  private let total: Int
  private let onTerminal = isatty(1) == 1
  private var quarter = 0

  init(total: Int) {
    self.total = total
  }

  mutating func show(_ done: Int, at instant: String) {
    let percent = done * 100 / total
    if onTerminal {
      let filled = percent / 4
      let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: 25 - filled)
      write("\r  \(bar) \(percent)%  \(instant.prefix(10))")
    } else if percent / 25 > quarter {
      quarter = percent / 25
      write("  \(percent)%  \(instant.prefix(10))\n")
    }
  }

  func finish() {
    let full = String(repeating: "█", count: 25)
    write(onTerminal ? "\r  \(full) 100%  \(total) steps   \n" : "  100%  \(total) steps\n")
  }

  private func write(_ text: String) {
    try? writeAll(1, Array(text.utf8), "standard output")
  }
}
