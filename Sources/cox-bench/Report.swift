/// The table of a run: each figure beside its raw limit, its peer and what is owed.
struct Report {
  /// A figure that must be so many times another one.
  struct Line {
    let title: String
    let figure: String
    var limit: String?
    var peer: String?
    var must: Must?
  }

  /// What is owed: the ratio to `to`, at least or at most so much.
  struct Must {
    enum Bound {
      case atLeast(Double)
      case atMost(Double)
    }

    let to: String?
    let bound: Bound

    func holds(_ value: Double) -> Bool {
      switch bound {
      case .atLeast(let least): value >= least
      case .atMost(let most): value <= most
      }
    }

    var text: String {
      let (sign, number) =
        switch bound {
        case .atLeast(let least): ("≥", least)
        case .atMost(let most): ("≤", most)
        }
      return sign + " " + figure(number) + (to == nil ? "" : "x")
    }
  }

  static let lines: [Line] = [
    Line(
      title: "sustained ingest, durable", figure: "sustained events/s",
      limit: "limit.write events/s", peer: "redis sustained events/s",
      must: Must(to: "redis sustained events/s", bound: .atLeast(2))),
    Line(
      title: "burst ingest, durable", figure: "burst events/s", limit: "limit.write events/s",
      peer: "redis burst events/s"),
    Line(
      title: "burst, doing Redis' counter work", figure: "burst events/s",
      limit: "limit.copy events/s", peer: "redis burst with counter events/s",
      must: Must(to: "redis burst with counter events/s", bound: .atLeast(3))),
    Line(
      title: "lone durable event, p50", figure: "lone us", limit: "limit.fdatasync us",
      peer: "redis lone us", must: Must(to: "redis lone us", bound: .atMost(0.9))),
    Line(title: "lone durable event, p99", figure: "lone p99 us", limit: "limit.fdatasync us"),
    Line(
      title: "clients with one event each", figure: "ping-pong events/s",
      peer: "redis ping-pong events/s",
      must: Must(to: "redis ping-pong events/s", bound: .atLeast(1.2))),
    Line(
      title: "query of one count, one core", figure: "one count one core us",
      limit: "limit.socket one core us", peer: "redis hget one core us",
      must: Must(to: "redis hget one core us", bound: .atMost(1))),
    Line(
      title: "query of a member's week, one core", figure: "a member's week one core us",
      limit: "limit.socket one core us", peer: "redis hget one core us"),
    Line(
      title: "query of one count, 100 at a time", figure: "one count depth 100 requests/s",
      peer: "redis ping depth 100 requests/s",
      must: Must(to: "redis ping depth 100 requests/s", bound: .atLeast(1))),
    Line(
      title: "events to eight subscribers", figure: "fan-out deliveries/s",
      peer: "redis fan-out deliveries/s",
      must: Must(to: "redis fan-out deliveries/s", bound: .atLeast(1))),
    Line(title: "a metric's weeks, all people", figure: "weekly totals us"),
    Line(
      title: "restart after the burst", figure: "burst restart s", peer: "redis restart s",
      must: Must(to: "redis restart s", bound: .atMost(1))),
    Line(
      title: "start from sidecars", figure: "burst start s", peer: "redis restart s",
      must: Must(to: "redis restart s", bound: .atMost(0.5))),
    Line(
      title: "restart after sustained", figure: "sustained restart s", peer: "redis restart s",
      must: Must(to: "burst restart s", bound: .atMost(11))),
    Line(
      title: "start from sidecars after sustained", figure: "sustained start s",
      must: Must(to: "burst start s", bound: .atMost(11))),
    Line(title: "restart, beside as-of", figure: "as-of restart s"),
    Line(
      title: "a count as of the last event", figure: "as-of s",
      must: Must(to: "as-of restart s", bound: .atMost(1))),
    Line(title: "the same again", figure: "as-of again us"),
    Line(
      title: "memory after the burst", figure: "burst memory B/event",
      must: Must(to: nil, bound: .atMost(64))),
    Line(
      title: "memory after sustained", figure: "sustained memory B/event",
      must: Must(to: nil, bound: .atMost(64))),
    Line(title: "memory after a restart", figure: "burst restarted memory B/event"),
  ]

  let series: Series

  /// The table, one line a figure that was measured.
  var table: String {
    var rows = [["", "ours (min-max)", "", "limit", "/ limit", "Redis", "/ Redis", "must", ""]]
    for line in Self.lines {
      guard let ours = series[line.figure] else { continue }
      let limit = line.limit.flatMap { series[$0] }
      let peer = line.peer.flatMap { series[$0] }
      rows.append([
        line.title, ours.spread, Self.unit(line.figure), limit.map { figure($0.median) } ?? "",
        ratio(line.figure, line.limit), peer.map { figure($0.median) } ?? "",
        ratio(line.figure, line.peer), line.must?.text ?? "", verdict(line)?.text ?? "",
      ])
    }
    return Self.aligned(rows)
  }

  /// Figures that are owed and fall short.
  var short: [String] {
    Self.lines.filter { verdict($0) == .short }.map(\.title)
  }

  enum Verdict {
    case pass
    case short

    var text: String { self == .pass ? "pass" : "SHORT" }
  }

  func verdict(_ line: Line) -> Verdict? {
    guard let must = line.must else { return nil }
    let value =
      must.to.map { series.ratio(line.figure, to: $0)?.median } ?? series[line.figure]?.median
    return value.map { must.holds($0) ? .pass : .short }
  }

  private func ratio(_ name: String, _ other: String?) -> String {
    guard let other, let ratio = series.ratio(name, to: other) else { return "" }
    return ratio.spread
  }

  static func unit(_ name: String) -> String {
    String(name.split(separator: " ").last ?? "")
  }

  /// Rows of cells as lines with their columns one below the other; a row may end early.
  static func aligned(_ rows: [[String]]) -> String {
    let widths = (0..<(rows.map(\.count).max() ?? 0)).map { column in
      rows.map { $0.dropFirst(column).first?.count ?? 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
      return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }
}

extension Samples {
  /// The median, and the range of more than one.
  var spread: String {
    guard values.count > 1 else { return figure(median) }
    return "\(figure(median)) (\(figure(smallest))-\(figure(largest)))"
  }
}

/// Three significant digits, with k and M for large numbers.
func figure(_ value: Double) -> String {
  switch abs(value) {
  case 1e6...: rounded(value / 1e6) + "M"
  case 1e4...: rounded(value / 1e3) + "k"
  default: rounded(value)
  }
}

private func rounded(_ value: Double) -> String {
  let digits = abs(value) >= 100 ? 0 : abs(value) >= 10 ? 1 : abs(value) >= 1 ? 2 : 3
  var scale = 1.0
  for _ in 0..<digits { scale *= 10 }
  let number = (value * scale).rounded() / scale
  return digits == 0 ? "\(Int(number))" : "\(number)"
}
