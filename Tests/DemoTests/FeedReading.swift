import Demo
import Foundation

/// The parts of an event line that these tests look at, read with a parser of its own.
struct FeedEvent {
  let line: String
  let id: String
  let source: String
  let type: String
  let subject: String
  let time: Date
  let data: [String: Any]

  var metric: String? { data["metric"] as? String }

  init?(line: String) {
    let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    guard let object, object["specversion"] as? String == "1.0",
      let id = object["id"] as? String, let source = object["source"] as? String,
      let type = object["type"] as? String, let subject = object["subject"] as? String,
      let time = (object["time"] as? String).flatMap(FeedEvent.date),
      let data = object["data"] as? [String: Any]
    else { return nil }
    (self.line, self.id, self.source, self.type) = (line, id, source, type)
    (self.subject, self.time, self.data) = (subject, time, data)
  }

  static func date(_ text: String) -> Date? {
    try? Date(text, strategy: .iso8601)
  }
}

extension Demo {
  /// Every distinct event with the clock at which it is sent.
  var sent: [(clock: Date, event: FeedEvent)] {
    var clock = FeedEvent.date(start) ?? .distantPast
    var result: [(Date, FeedEvent)] = []
    for step in steps {
      switch step {
      case .advance(let to): clock = FeedEvent.date(to) ?? .distantPast
      case .event(let line): FeedEvent(line: line).map { result.append((clock, $0)) }
      case .playbook, .said: break
      }
    }
    return result
  }
}

extension [(clock: Date, event: FeedEvent)] {
  /// Events of a metric per full week, oldest first, for a rep (retractions apart).
  func weekly(_ metric: String, _ rep: String, weeks: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: weeks)
    let end = FeedEvent.date("2026-11-16T00:00:00Z") ?? .distantPast
    for (_, event) in self where event.subject == rep && event.metric == metric {
      let before = Int((end.timeIntervalSince(event.time) / (7 * 86_400)).rounded(.up))
      if before >= 1, before <= weeks { counts[weeks - before] += 1 }
    }
    return counts
  }
}
