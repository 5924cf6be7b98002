import ArgumentParser
import Client
import JSONText
import Sentences

/// When a meeting shall begin.
struct StartOptions: ParsableArguments {
  @Option(
    name: .customLong("when"), parsing: .unconditional,
    help: "When it shall begin: \"tomorrow 10:00\", \"thu 14:00\", 2026-12-01T14:00:00Z.")
  var text: String?

  /// The time as the event says it; nil where none is given.
  func json(_ session: Session) throws(Trouble) -> JSONValue? {
    guard let text else { return nil }
    if Moment(text) != nil { return .string(text) }
    let now = try session.now()
    guard
      let moment = ComingTime.read(text, now: now, offset: { LocalClock.offset(nil, $0) ?? 0 })
    else { throw .badStart(text) }
    return .string(moment.rfc3339)
  }
}
