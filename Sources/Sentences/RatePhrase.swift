import JSONText

/// The rate of a step as people read it: never a bare number where few trials stand behind it.
struct RatePhrase {
  private let step: JSONValue
  private let rate: Double
  private let low: Double
  private let high: Double

  init(_ step: JSONValue) {
    self.step = step
    rate = step.number("rate") ?? 0
    low = step.number("low") ?? rate
    high = step.number("high") ?? rate
  }

  var isThin: Bool { (step.text("label") ?? "thin") == "thin" }
  var isAssumed: Bool { step.text("of") == "assumed" }

  /// `30%`; nothing where it is thin, for the range says all that is known.
  var point: Text { isThin ? "" : Text(Figure.rate(rate)) }
  /// `21–39%`.
  var range: Text { Text(Figure.rates(low, high)) }

  /// `12 of 40`.
  var counts: String {
    let trials = step.number("trials") ?? 0
    return "\(Figure.number(step.number("successes") ?? 0)) of \(Figure.number(trials))"
  }

  /// `12 of 40 · solid, 6 peers`, `thin: 3 of 7`, `assumed 25%`.
  var evidence: Text {
    let label = step.text("label") ?? "thin"
    if isAssumed {
      let guess = step.number("mu").map { "assumed \(Figure.rate($0))" } ?? "assumed"
      guard (step.number("trials") ?? 0) > 0 else { return Text(guess, .look) }
      return Text("\(guess) · \(label): \(counts)", .look).or(Text(guess, .look))
        .or(Text("assumed", .look))
    }
    let peers = step.integer("peers") ?? 0
    if restsOnPeers {
      return Text("none of one's own, \(counted(peers, "peer"))").or(mark)
    }
    let own = step.text("of") == "team" ? "the team's " : ""
    let said = isThin ? "\(own)thin: \(counts)" : "\(own)\(counts) · \(label)"
    let short = Text(isThin ? "thin: \(counts)" : counts)
    let labelled = isThin ? short : Text("\(counts) · \(label)")
    guard own.isEmpty, peers > 0 else { return Text(said).or(labelled).or(short) }
    return Text("\(said), \(counted(peers, "peer"))").or(Text(said)).or(short)
  }

  /// Whether nothing of one's own is known, and all of it comes from true peers.
  private var restsOnPeers: Bool {
    step.text("of") == "team" && step.number("trials") == 0 && step.integer("peers") ?? 0 > 0
  }

  /// What a narrow page says beside the range.
  var mark: Text {
    if isAssumed { return Text("assumed", .look) }
    if restsOnPeers { return Text("from \(counted(step.integer("peers") ?? 0, "peer"))") }
    return isThin ? "thin: \(counts)" : ""
  }

  /// `conversation → opportunity`.
  var name: String {
    let from = MetricName(name: step.text("from_name") ?? step.text("from") ?? "?", unit: nil)
    let to = MetricName(name: step.text("to_name") ?? step.text("to") ?? "?", unit: nil)
    return "\(from.name) → \(to.name)"
  }

  /// What it counts: `opportunities`.
  var trials: String {
    MetricName(name: step.text("from_name") ?? step.text("from") ?? "?", unit: nil).plural
  }
}
