package import Domain

/// A playbook as its file states it: checked, typed, with every default filled in.
package struct PlaybookFile: Sendable, Equatable {
  package var team: String
  package var calendar: CalendarDefined
  package var terms: TeamDefined
  package var rates: RatesDefined
  /// In the order of the file.
  package var metrics: [MetricDefined]
  package var funnels: [FunnelDefined]
  package var members: [PlaybookMember]
  package var rules: [RuleSet]
  /// What may be meant and yet deserves a look, each with its place.
  package var remarks: [PlaybookFault]
  /// The text itself and its SHA-256 in hexadecimal: what an operator applied, and when, stays known.
  package var text: String
  package var sha256: String
}

/// A member of the file: who they are, and the quotas they are to have.
package struct PlaybookMember: Sendable, Equatable {
  package var facts: MemberJoined
  /// The first day on which they are no longer in the team.
  package var left: LocalDay?
  package var quotas: [PlaybookQuota]
}

/// An amount of a metric per full week.
package struct PlaybookQuota: Sendable, Equatable {
  package var metric: String
  package var weekly: Int64
  /// The day it holds from; nil leaves that to the moment it is applied.
  package var from: LocalDay?

  package init(metric: String, weekly: Int64, from: LocalDay?) {
    self.metric = metric
    self.weekly = weekly
    self.from = from
  }
}

/// A playbook that cannot be applied as written: what is wrong, and where it stands.
///
/// `line` and `column` count from 1; `message` is a sentence that can be read aloud.
package struct PlaybookFault: Error, Equatable, Sendable, CustomStringConvertible {
  package let line: Int
  package let column: Int
  package let message: String

  package init(line: Int, column: Int, message: String) {
    self.line = line
    self.column = column
    self.message = message
  }

  package var description: String { "line \(line), column \(column): \(message)" }
}
