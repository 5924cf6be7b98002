import ArgumentParser

/// What the daemon does beside its clients, which none of them may feel.
package enum Pause: String, CaseIterable, ExpressibleByArgument, Sendable {
  case sealing, closing
  case catchUp = "catch-up"

  /// What is noted of a window with it, or of one like it without it.
  package enum Figure: String, CaseIterable, Sendable {
    case half = "p50"
    case hundredth = "p99"
    case thousandth = "p99.9"
    case longest = "max"
    /// How late the client itself sent: the machine's share of the line above it.
    case late = "late p99.9"
  }

  /// The name of a figure in the series.
  package func name(_ figure: Figure, with isThere: Bool) -> String {
    "\(rawValue) \(isThere ? "with" : "without") \(figure.rawValue) us"
  }
}

/// The table of latencies beside and without each pause.
package struct PauseReport {
  /// What a client may feel: p99.9 beside p99.9 without, in the same round.
  package static let allowed = 3.0

  let series: Series
  let pauses: [Pause]
  let events: Int
  let members: Int

  package init(series: Series, pauses: [Pause], events: Int, members: Int) {
    (self.series, self.pauses) = (series, pauses)
    (self.events, self.members) = (events, members)
  }

  /// Two lines for each pause, and what is owed of the second.
  package var table: String {
    var rows = [
      ["acknowledged after, us"] + Pause.Figure.allCases.map(\.rawValue)
        + ["p99.9 with / without", "must", ""]
    ]
    for pause in pauses {
      for isThere in [false, true] {
        let cells = Pause.Figure.allCases.map { figure -> String in
          guard let samples = series[pause.name(figure, with: isThere)] else { return "" }
          return figure == .thousandth ? samples.spread : cox_bench.figure(samples.median)
        }
        rows.append([title(pause, with: isThere)] + cells + (isThere ? verdict(pause) : []))
      }
    }
    return Report.aligned(rows)
  }

  /// Pauses that are felt.
  package var short: [String] {
    pauses.filter { ratio($0).map { $0.median > Self.allowed } ?? false }.map(\.rawValue)
  }

  private func ratio(_ pause: Pause) -> Samples? {
    series.ratio(pause.name(.thousandth, with: true), to: pause.name(.thousandth, with: false))
  }

  private func verdict(_ pause: Pause) -> [String] {
    guard let ratio = ratio(pause) else { return [] }
    return [
      ratio.spread + "x", "≤ \(figure(Self.allowed))x",
      ratio.median <= Self.allowed ? "pass" : "SHORT",
    ]
  }

  private func title(_ pause: Pause, with isThere: Bool) -> String {
    switch pause {
    case .sealing: isThere ? "  and a segment is sealed" : "beside a second client"
    case .closing: isThere ? "  and their week is closed" : "in a team of \(members)"
    case .catchUp: isThere ? "  and a catch-up starts" : "after \(sizeText(events)) events"
    }
  }
}
