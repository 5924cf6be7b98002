/// A text of OpenMetrics 1.0, family by family; Prometheus' older text format reads it as well.
package struct OpenMetricsText {
  package enum Kind: String { case gauge, counter }

  private var lines: [String] = []

  package init() {}

  /// Adds a family with its samples; one without samples is left out.
  ///
  /// A counter's samples end in `_total`, and a unit ends the family's name, as the format demands.
  package mutating func family(
    _ name: String, _ kind: Kind, unit: String? = nil, _ help: String,
    _ samples: [(labels: [(String, String)], value: Double)]
  ) {
    guard !samples.isEmpty else { return }
    let name = unit.map { "\(name)_\($0)" } ?? name
    lines.append("# TYPE \(name) \(kind.rawValue)")
    if let unit { lines.append("# UNIT \(name) \(unit)") }
    lines.append("# HELP \(name) \(Self.escaped(help))")
    for sample in samples {
      let labels = sample.labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }
      let set = labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
      lines.append(
        "\(name)\(kind == .counter ? "_total" : "")\(set) \(Self.number(sample.value))")
    }
  }

  /// The whole text with the line that says that nothing is missing.
  package var text: String { (lines + ["# EOF"]).map { $0 + "\n" }.joined() }

  private static func number(_ value: Double) -> String {
    Int64(exactly: value).map(String.init) ?? "\(value)"
  }

  /// Backslash, quote and line end as the format escapes them.
  private static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": out += "\\\\"
      case "\"": out += "\\\""
      case "\n": out += "\\n"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
