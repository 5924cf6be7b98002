/// A request whose round trip is measured.
struct BenchQuery {
  let name: String
  let request: String
  /// Also measured a hundred at a time.
  let pipelined: Bool

  /// One count, which is what Redis' HGET answers.
  static let cell = BenchQuery(
    name: "one count",
    request: #"{"jsonrpc":"2.0","id":1,"method":"query","params":{"view":"counts","metric":"#
      + #""call","member":"rep-000","week":"2025-W20"}}"#,
    pipelined: true)

  /// What `cox week` asks for: every metric of a member.
  static let week = BenchQuery(
    name: "a member's week",
    request: #"{"jsonrpc":"2.0","id":1,"method":"query","params":{"view":"week","member":"#
      + #""rep-000","week":"2025-W20"}}"#,
    pipelined: false)

  /// A metric of everybody over all weeks.
  static let weeklyTotals = BenchQuery(
    name: "weekly totals",
    request: #"{"jsonrpc":"2.0","id":1,"method":"query","params":{"view":"counts","metric":"#
      + #""call"}}"#,
    pipelined: false)

  static let all = [cell, week]
}
