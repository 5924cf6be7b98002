/// What OpenMetrics 1.0 demands of a text, as far as gauges and counters go; written for the tests
/// alone, so that it shares no mistake with what it checks.
enum OpenMetricsGrammar {
  /// What is wrong with a text, a line each; empty when it is valid.
  static func faults(in text: String) -> [String] {
    guard text.hasSuffix("# EOF\n") else { return ["it does not end in # EOF"] }
    var reading = Reading()
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    for (index, line) in lines.enumerated() {
      if let fault = reading.take(line, isLast: index == lines.count - 1) {
        reading.faults.append("line \(index + 1): \(fault): \(line)")
      }
    }
    return reading.faults
  }

  private struct Reading {
    var faults: [String] = []
    private var families: Set<Substring> = []
    private var family: Substring = ""
    private var kind: Substring = ""
    private var hasSamples = false
    private var series: Set<Substring> = []

    mutating func take(_ line: Substring, isLast: Bool) -> String? {
      if line == "# EOF" { return isLast ? nil : "an end in the middle" }
      return line.hasPrefix("#") ? metadata(line) : sample(line)
    }

    private mutating func metadata(_ line: Substring) -> String? {
      guard let match = line.wholeMatch(of: /# (TYPE|UNIT|HELP) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)/)
      else { return "no metadata" }
      let (_, keyword, name, text) = match.output
      if keyword == "TYPE" {
        guard ["gauge", "counter"].contains(text) else { return "no type" }
        guard families.insert(name).inserted else { return "a family twice" }
        (family, kind, hasSamples) = (name, text, false)
        return nil
      }
      guard name == family else { return "metadata of a family that is not begun" }
      if hasSamples { return "metadata after samples" }
      if keyword == "UNIT", !name.hasSuffix("_" + text) { return "a unit that the name lacks" }
      if keyword == "HELP", text.contains(/(?:^|[^\\])(?:\\\\)*\\[^\\n"]/) { return "an escape" }
      return nil
    }

    private mutating func sample(_ line: Substring) -> String? {
      let pattern =
        /([a-zA-Z_:][a-zA-Z0-9_:]*)(\{.*\})? (-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)/
      guard let match = line.wholeMatch(of: pattern) else { return "no sample" }
      let (_, name, labels, number) = match.output
      guard name == (kind == "counter" ? family + "_total" : family) else {
        return "a sample of another family"
      }
      if kind == "counter", number.hasPrefix("-") { return "a counter below 0" }
      if let labels, let fault = self.fault(in: labels.dropFirst().dropLast()) { return fault }
      hasSamples = true
      let identity = line.dropLast(number.count)
      return series.insert(identity).inserted ? nil : "a series twice"
    }

    private func fault(in labels: Substring) -> String? {
      var rest = labels
      var names: Set<Substring> = []
      while !rest.isEmpty {
        guard
          let match = rest.prefixMatch(
            of: /([a-zA-Z_][a-zA-Z0-9_]*)="(?:[^\\"\n]|\\[\\n"])*"(?:,(?=[a-zA-Z_])|$)/)
        else { return "no label" }
        guard names.insert(match.output.1).inserted else { return "a label twice" }
        rest = rest[match.range.upperBound...]
      }
      return nil
    }
  }
}
