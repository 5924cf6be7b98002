package import Client
import JSONText
import WireProtocol

/// What the daemon finds odd about its data: kinds with counts, or a bare sum for those who may not see more.
package struct DoubtCount: Equatable, Sendable {
  package var byKind: [String: Int]
  package var total: Int

  package init(byKind: [String: Int] = [:], total: Int = 0) {
    self.byKind = byKind
    self.total = total
  }

  /// Asks the daemon; nil when it does not say.
  package static func read(on connection: Connection) -> DoubtCount? {
    if let answer = try? connection.query(Query(.doubts), id: 1) {
      // What only many records show is no doubt about one of them: it cannot be added up.
      let rows = (answer["rows"]?.array ?? []).filter { $0["of"] == nil }
      let kinds = rows.map { ($0["kind"]?.string ?? "?", Int($0["count"]?.integer ?? 0)) }
      return DoubtCount(
        byKind: Dictionary(kinds, uniquingKeysWith: +), total: kinds.reduce(0) { $0 + $1.1 })
    }
    guard let status = try? connection.call(Status(), id: 2) else { return nil }
    return DoubtCount(total: Int(status["doubts"]?.integer ?? 0))
  }

  /// Doubts that came up since `earlier`, the most frequent kind first.
  package func since(_ earlier: DoubtCount) -> [(kind: String, count: Int)] {
    byKind.map { ($0.key, $0.value - (earlier.byKind[$0.key] ?? 0)) }.filter { $0.1 > 0 }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }
}
