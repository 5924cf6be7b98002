import ArgumentParser

/// What grows tenfold from point to point while all else stays as it is.
package enum Sweep: String, CaseIterable, ExpressibleByArgument {
  case events, members, connections

  /// The sizes that are measured; of events at most so many.
  package func sizes(most: Int) -> [Int] {
    switch self {
    case .events: [10_000, 100_000, 1_000_000, 10_000_000].filter { $0 <= most }
    case .members: [10, 100, 1_000]
    case .connections: [1, 10, 100, 1_000]
    }
  }

  /// What the sizes count.
  package var title: String {
    switch self {
    case .events: "events behind the measured ones"
    case .members: "members"
    case .connections: "connections"
    }
  }
}

/// One measured place of a sweep: the team it is measured on, and how it is spoken to.
package struct SweepPoint: Equatable, Sendable {
  /// What is measured at each point.
  package enum Figure: String, CaseIterable, Sendable {
    case event, own, query

    /// What its row in the table says.
    package var title: String {
      switch self {
      case .event: "an event, us"
      case .own: "  the daemon's own of it, us"
      case .query: "a member's week, us"
      }
    }
  }

  /// Events that wait for their acknowledgement over all connections, so that only their spread over
  /// the connections changes.
  static let inFlight = 4_096
  /// Fewer on one connection would measure round trips.
  static let leastWindow = 8

  package let sweep: Sweep
  package let size: Int
  package let people: Int
  package let behind: Int
  package let connections: Int

  /// The point of a sweep; what is not swept is a usual team with at most 100,000 events.
  package init(_ sweep: Sweep, size: Int, most: Int) {
    (self.sweep, self.size) = (sweep, size)
    people = sweep == .members ? size : Mix.usual.people
    behind = sweep == .events ? size : min(most, 100_000)
    connections = sweep == .connections ? size : 16
  }

  /// Events that one connection may have unacknowledged.
  package var window: Int { max(Self.leastWindow, Self.inFlight / connections) }

  /// The name of a figure in the series.
  package func name(_ figure: Figure) -> String { "\(sweep) \(size) \(figure) us" }
}

/// `10k` for 10,000: a size as tables and charts show it.
package func sizeText(_ size: Int) -> String {
  switch size {
  case 1_000_000... where size % 1_000_000 == 0: "\(size / 1_000_000)M"
  case 10_000... where size % 1_000 == 0: "\(size / 1_000)k"
  default: "\(size)"
  }
}
