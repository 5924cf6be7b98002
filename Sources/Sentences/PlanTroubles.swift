/// Troubles with goals and quotas that are told before anything is asked of the daemon.
extension Trouble {
  /// A goal that nobody is named for.
  package static var whoseGoal: Trouble {
    Trouble(
      ["whose goal shall it be? You are no member of this team yourself."],
      [Remedy("like this", "--member NAME"), Remedy("or the team's", "--team-goal")],
      exitCode: ExitStatus.usage)
  }

  /// A goal on what the playbook does not count as an outcome.
  package static func noSuchOutcome(_ metric: String, known: [String]) -> Trouble {
    Trouble(
      [
        "no outcome is called '\(metric)'.",
        known.isEmpty ? "The playbook has none yet." : "\(known.joined(separator: ", "))",
      ],
      [Remedy("what the team counts", "cox playbook show")], exitCode: ExitStatus.usage)
  }

  /// A goal that is not there, or that one may not see.
  package static func unknownGoal(_ name: String) -> Trouble {
    Trouble(
      ["no open goal is called '\(name)'."],
      [
        Remedy("goals there are", "cox goal list"),
        Remedy("also those that are over", "cox goal list --all"),
      ], exitCode: ExitStatus.usage)
  }

  /// None or several offers wait for an answer, and none was named.
  package static func noOnlyOffer(_ what: String, _ waiting: [String]) -> Trouble {
    guard !waiting.isEmpty else {
      return Trouble(
        ["no offer waits for your answer."],
        [Remedy("what there is", "cox \(what) list")], exitCode: ExitStatus.usage)
    }
    return Trouble(
      ["\(waiting.count) offers wait for your answer: which one is it?"],
      waiting.prefix(5).map { Remedy("", "cox \(what) accept \($0)") },
      exitCode: ExitStatus.usage)
  }

  /// A count that is not understood.
  package static func badCount(_ text: String) -> Trouble {
    Trouble(
      ["\"\(text)\" is no count."], [Remedy("like this", "12"), Remedy("or", "1.2k")],
      exitCode: ExitStatus.usage)
  }
}
