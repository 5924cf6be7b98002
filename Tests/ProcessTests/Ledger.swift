import Testing

/// What a producer knows: every event it ever sent and which of them were acknowledged.
///
/// It lives in the test's process, so no kill of the daemon can touch it.
struct Ledger {
  static let source = "/load/test"

  private(set) var lines: [String] = []
  private(set) var acknowledged: Set<Int> = []
  private var numbers: [String: Int] = [:]
  /// The seq under which each event was first seen in the log.
  private var seqs: [Int: Int] = [:]
  /// Events that were sent as one request.
  private var groups: [ClosedRange<Int>] = []

  /// A new event's number and line.
  mutating func write() -> Int {
    let number = lines.count
    let minute = number % 60
    let line =
      "{\"specversion\":\"1.0\",\"id\":\"e-\(number)\",\"source\":\"\(Self.source)\","
      + "\"type\":\"coxswain.activity.logged\",\"subject\":\"ana\","
      + "\"time\":\"2026-11-16T09:\(minute < 10 ? "0" : "")\(minute):00Z\","
      + "\"data\":{\"metric\":\"call\",\"minutes\":\(number % 30 + 1)},\"x\":\"\(number * 7919)\"}"
    lines.append(line)
    numbers[line] = number
    return number
  }

  mutating func group(_ numbers: ClosedRange<Int>) {
    groups.append(numbers)
  }

  mutating func acknowledge(_ number: Int) {
    acknowledged.insert(number)
  }

  /// Events that were sent, without an answer so far.
  var open: [Int] { lines.indices.filter { !acknowledged.contains($0) } }

  /// Compares the log with what was promised.
  ///
  /// - Returns: what is wrong, empty when nothing is.
  mutating func faults(in records: [LogRecord]) -> [String] {
    var faults: [String] = []
    var seen: Set<Int> = []
    for (index, record) in records.enumerated() {
      if record.seq != index + 1 { faults.append("seq \(record.seq) at place \(index + 1)") }
      guard let event = record.event, event.contains("\"source\":\"\(Self.source)\"") else {
        continue
      }
      guard let number = numbers[event] else {
        faults.append("seq \(record.seq) holds bytes nobody sent: \(event)")
        continue
      }
      if !seen.insert(number).inserted { faults.append("e-\(number) is there twice") }
      if let known = seqs.updateValue(record.seq, forKey: number), known != record.seq {
        faults.append("e-\(number) moved from seq \(known) to \(record.seq)")
      }
    }
    let lost = acknowledged.subtracting(seen).sorted()
    if !lost.isEmpty { faults.append("acknowledged and lost: \(lost.prefix(10))") }
    for group in groups {
      let there = group.filter { seen.contains($0) }.count
      if there != 0 && there != group.count {
        faults.append("of the request e-\(group) only \(there) events are there")
      }
    }
    // A request that left nothing is sent again line by line: from then on its events stand alone.
    groups.removeAll { group in !group.contains { seen.contains($0) } }
    return faults
  }
}
