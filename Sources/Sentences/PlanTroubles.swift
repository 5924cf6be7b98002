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

  /// A goal of money whose amount is not understood.
  package static func badGoalAmount(_ text: String) -> Trouble {
    Trouble(
      ["\"\(text)\" is no amount of money."],
      [Remedy("like this", "1.2M"), Remedy("or", "750,000")], exitCode: ExitStatus.usage)
  }

  /// A goal of money in no currency.
  package static func goalWithoutCurrency(_ metric: String, _ amount: String) -> Trouble {
    Trouble(
      ["\(amount) of what? The playbook says no currency of \(metric)."],
      [Remedy("like this", "cox goal propose \(metric) \(amount) --period PERIOD --currency EUR")],
      exitCode: ExitStatus.usage)
  }

  /// An amount below 0, which the parser takes for an option.
  package static func negativeAmount(_ text: String) -> Trouble {
    Trouble(
      ["\(text) is below 0: what is asked for must be above 0, and 0 asks for nothing."],
      [Remedy("like this", Text(String(text.dropFirst())))], exitCode: ExitStatus.usage)
  }

  /// An amount of money a week.
  package static func moneyQuota(_ metric: String) -> Trouble {
    Trouble(
      ["\(metric) is money, and a week asks for what one does."],
      [
        Remedy("what of it to reach", "cox goal propose \(metric) AMOUNT --period PERIOD"),
        Remedy("what a week needs for it", "cox plan"),
      ], exitCode: ExitStatus.usage)
  }

  /// A count that is not understood.
  package static func badCount(_ text: String) -> Trouble {
    Trouble(
      ["\"\(text)\" is no count."], [Remedy("like this", "12"), Remedy("or", "1.2k")],
      exitCode: ExitStatus.usage)
  }

  /// A quota that is not there, or that one may not see.
  package static func unknownQuota(_ name: String) -> Trouble {
    Trouble(
      ["nothing that holds or is offered is called '\(name)'."],
      [
        Remedy("quotas there are", "cox quota list"),
        Remedy("also those that ended", "cox quota list --all"),
      ], exitCode: ExitStatus.usage)
  }

  /// A quota of several that are called alike.
  package static func severalQuotas(_ name: String, _ found: [String]) -> Trouble {
    Trouble(
      ["several quotas are called '\(name)': which one is it?"],
      found.prefix(5).map { Remedy("", Text($0)) }, exitCode: ExitStatus.usage)
  }

  /// A plan that leads to no amount for a metric.
  package static func noPlannedQuota(_ metric: String, state: String?) -> Trouble {
    Trouble(
      [
        "the plan says no amount of \(metric) a week"
          + Text(state.map { $0 == "ok" ? "." : " (\($0))." } ?? ".")
      ],
      [
        Remedy("what the plan says", "cox plan"),
        Remedy("or say it yourself", "cox quota propose \(metric) 8"),
      ], exitCode: ExitStatus.usage)
  }

  /// A member who is to be asked something and is not named.
  package static var whoseQuota: Trouble {
    Trouble(
      ["whose quota shall it be? You are no member of this team yourself."],
      [Remedy("like this", "--member NAME")], exitCode: ExitStatus.usage)
  }
}
