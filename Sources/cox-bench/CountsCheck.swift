import Harness

/// Compares what the daemon's projections counted with what the generator wrote.
enum CountsCheck {
  /// - Throws: naming the first cell that differs, with both numbers.
  static func run(socket: String, expected: Totals) throws(HarnessFailure) {
    let connection = try LineSocket(socket)
    var counted = 0
    for (metric, definition) in Mix.metrics.enumerated() {
      for person in 0..<expected.people {
        let member = Mix.member(person)
        let answer = try connection.call(
          #"{"jsonrpc":"2.0","id":1,"method":"query","params":{"view":"counts","metric":""#
            + "\(definition.id)\",\"member\":\"\(member)\"}}")
        let weeks = try rows(answer)
        for week in 0..<Mix.weeks {
          let want = expected.count(person: person, metric: metric, week: week)
          let have = weeks[Mix.label(week: week)] ?? 0
          guard want == have else {
            throw HarnessFailure(
              "wrong count: \(member) has \(have) of \(definition.id) in \(Mix.label(week: week)), "
                + "the generator wrote \(want)")
          }
          counted += have
        }
      }
    }
    guard counted == expected.events else {
      throw HarnessFailure("the projections count \(counted) of \(expected.events) events")
    }
  }

  /// Week label to count, out of `{"member":…,"week":"2025-W01","done":5}` rows, whatever the order
  /// of their members.
  private static func rows(_ answer: String) throws(HarnessFailure) -> [String: Int] {
    let bytes = Array(answer.utf8)
    guard let start = find("\"rows\":[", in: bytes) else {
      throw HarnessFailure("no rows in the answer: \(answer.prefix(300))")
    }
    var weeks: [String: Int] = [:]
    for row in bytes[start...].split(separator: UInt8(ascii: "{")) {
      let row = Array(row)
      guard let week = find("\"week\":\"", in: row),
        let done = find("\"done\":", in: row)
      else { continue }
      let label = String(decoding: row[week...].prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
      let number = row[done...].prefix { (48...57).contains($0) }
      weeks[label, default: 0] += number.reduce(0) { $0 * 10 + Int($1) - 48 }
    }
    return weeks
  }

  /// The offset after the first occurrence.
  private static func find(_ text: String, in bytes: [UInt8]) -> Int? {
    let wanted = Array(text.utf8)
    guard bytes.count >= wanted.count else { return nil }
    return (0...(bytes.count - wanted.count)).first { offset in
      bytes[offset] == wanted[0] && bytes[offset..<(offset + wanted.count)] == wanted[...]
    }.map { $0 + wanted.count }
  }
}
