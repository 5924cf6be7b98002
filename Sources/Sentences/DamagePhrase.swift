package import JSONText

/// What is said about a log that is not what was written.
package enum DamagePhrase {
  /// What tells all of it; only whoever runs the daemon knows where the state is.
  static let command: Text = "coxswaind verify --state DIR"

  /// The row of `cox status`: the place that was met first, and how many more; none while no place is
  /// known.
  static func row(_ status: JSONValue, width: Int) -> [Text] {
    guard let place = place(status, separator: " · ") else { return [] }
    return [Layout.labelled("Damage", place.styled(.act), width: width)]
  }

  /// Whether the daemon has met damage.
  static func isKnown(_ status: JSONValue) -> Bool { status["damage"]?.text("file") != nil }

  /// What `cox doctor` finds; nil while no damage is known.
  package static func check(_ status: JSONValue) -> Check? {
    guard let place = place(status, separator: ", ") else { return nil }
    return Check(
      "log", .act,
      "the log is damaged: " + place + ". The team is served as before; copy the state directory "
        + "away before the daemon is started again",
      command)
  }

  private static func place(_ status: JSONValue, separator: Text) -> Text? {
    guard let damage = status["damage"], let file = damage.text("file") else { return nil }
    let more = (damage.integer("places") ?? 1) - 1
    let seqs: Text =
      switch (damage.integer("first"), damage.integer("last")) {
      case (let first?, let last?) where first < last: "seq \(first) to \(last)"
      case (let first?, _): "seq \(first)"
      default: "byte \(damage.integer("byte") ?? 0)"
      }
    let rest: Text = more > 0 ? separator + "\(counted(more, "other place"))" : ""
    return Text(file) + separator + seqs + rest
  }
}
