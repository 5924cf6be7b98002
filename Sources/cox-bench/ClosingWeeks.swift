import Harness

/// The weeks of a team on a test clock: every closing moves the clock from a Friday to the next.
struct ClosingWeeks {
  /// 2027-01-08T12:00:00Z, the first Friday of the team's first week.
  private static let firstFriday = 1_799_409_600
  /// Weeks of 2027, which is as far as these labels go.
  static let most = 52

  private var closed = 0
  private var days = DayText()

  /// Goes to the first Friday and gives everybody something in the week that it ends.
  mutating func begin(_ daemon: BenchDaemon, members: Int) throws(HarnessFailure) {
    try advance(daemon, to: Self.firstFriday)
    let lines = CallLines(prefix: "w", count: members * 10, people: members)
    let ingest = try RoundTrips.openIngest(daemon.socket)
    try ingest.send(lines.bytes)
    while let line = try ingest.readLine() {
      guard let n = AckLine.number(Array(line.utf8)[...]) else {
        throw HarnessFailure("an event was not taken: \(line)")
      }
      if n == lines.ends.count { return }
    }
    throw HarnessFailure("the daemon closed an ingest")
  }

  /// Closes everybody's week; returns when that is done.
  mutating func close(_ daemon: BenchDaemon) throws(HarnessFailure) {
    closed += 1
    try advance(daemon, to: Self.firstFriday + closed * Mix.weekSeconds)
  }

  /// Fails unless the week that was closed last is closed for a member.
  func check(_ daemon: BenchDaemon, member: String) throws(HarnessFailure) {
    let label = "2027-W\(closed < 10 ? "0" : "")\(closed)"
    let answer = try LineSocket(daemon.socket).call(
      #"{"jsonrpc":"2.0","id":1,"method":"query","params":{"view":"week","member":""#
        + "\(member)\",\"week\":\"\(label)\"}}")
    guard answer.contains("\"state\":\"closed\"") else {
      throw HarnessFailure("\(label) of \(member) is not closed: \(answer.prefix(600))")
    }
  }

  private mutating func advance(_ daemon: BenchDaemon, to second: Int) throws(HarnessFailure) {
    let day = String(decoding: days.text(ofDay: second / 86_400), as: UTF8.self)
    let answer = try LineSocket(daemon.socket).call(
      #"{"jsonrpc":"2.0","id":1,"method":"clock.advance","params":{"to":""# + "\(day)12:00:00Z\"}}")
    guard answer.contains("\"now\"") else {
      throw HarnessFailure("the clock was not moved: \(answer)")
    }
  }
}
