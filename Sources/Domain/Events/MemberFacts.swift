/// What a member may do; roles decide, and nothing is allowed by default.
package enum Role: String, Sendable, CaseIterable { case rep, manager, `operator`, integration }

/// The names one producer uses for a member: ids that are valid at sources matching the pattern.
package struct Alias: Hashable, Sendable {
  /// A source, or a prefix of sources when it ends in `*`.
  package var pattern: String
  package var ids: [String]

  package init(pattern: String, ids: [String]) {
    self.pattern = pattern
    self.ids = ids
  }
}

/// How a quota grows to its full size for who is new: shares of it, week after week.
package struct Ramp: Hashable, Sendable {
  /// Some weeks at a share of the quota.
  package struct Step: Hashable, Sendable {
    package var weeks: Int
    package var percent: Int

    package init(weeks: Int, percent: Int) {
      self.weeks = weeks
      self.percent = percent
    }
  }

  /// Its name in the playbook; empty where there is none any more.
  package var name: String
  /// The first day of its first week; nil for a ramp that nobody is on yet.
  package var from: LocalDay?
  package var steps: [Step]

  package init(name: String, from: LocalDay?, steps: [Step]) {
    self.name = name
    self.from = from
    self.steps = steps
  }

  package static let ended = Ramp(name: "", from: nil, steps: [])

  /// The share of the quota that a day asks for; all of it before the ramp and after its end.
  package func percent(on day: LocalDay) -> Int64 {
    guard let from, day >= from else { return 100 }
    var week = Int(day.days - from.days) / 7
    for step in steps {
      if week < step.weeks { return Int64(step.percent) }
      week -= step.weeks
    }
    return 100
  }
}

/// `member.joined`: a member with everything the playbook says about them.
package struct MemberJoined: Equatable, Sendable {
  package var member: String
  package var name: String
  package var role: Role
  package var manager: String?
  /// An IANA zone name.
  package var zone: String
  /// User names, `@group` or `#uid`.
  package var unix: [String]
  package var aliases: [Alias]
  /// For integrations: the sources they may append for.
  package var sources: [String]
  /// The segment of true peers; nil where there is none.
  package var segment: String?
  /// The name of their own calendar; nil for the team's.
  package var calendar: String?
  package var ramp: Ramp?
  /// First day in the team; nil when they were there before any data.
  package var from: LocalDay?

  package init(
    member: String, name: String, role: Role, manager: String? = nil, zone: String = "UTC",
    unix: [String] = [], aliases: [Alias] = [], sources: [String] = [], segment: String? = nil,
    calendar: String? = nil, ramp: Ramp? = nil, from: LocalDay? = nil
  ) {
    self.member = member
    self.name = name
    self.role = role
    self.manager = manager
    self.zone = zone
    self.unix = unix
    self.aliases = aliases
    self.sources = sources
    self.segment = segment
    self.calendar = calendar
    self.ramp = ramp
    self.from = from
  }
}

/// `member.moved`: what changed about a member; nil members stay as they were.
package struct MemberMoved: Equatable, Sendable {
  package var member: String
  package var name: String?
  package var role: Role?
  /// The empty string means that there is no manager any more.
  package var manager: String?
  package var zone: String?
  package var unix: [String]?
  package var aliases: [Alias]?
  package var sources: [String]?
  /// The empty string means that there is no segment any more, or calendar, or a ramp's empty name.
  package var segment: String?
  package var calendar: String?
  package var ramp: Ramp?
  /// The day from which a new zone, segment, calendar and ramp hold; the rest holds at once.
  package var from: LocalDay

  package init(
    member: String, name: String? = nil, role: Role? = nil, manager: String? = nil,
    zone: String? = nil, unix: [String]? = nil, aliases: [Alias]? = nil,
    sources: [String]? = nil, segment: String? = nil, calendar: String? = nil, ramp: Ramp? = nil,
    from: LocalDay
  ) {
    self.member = member
    self.name = name
    self.role = role
    self.manager = manager
    self.zone = zone
    self.unix = unix
    self.aliases = aliases
    self.sources = sources
    self.segment = segment
    self.calendar = calendar
    self.ramp = ramp
    self.from = from
  }
}

/// `member.left`: the first day on which a member is no longer in the team; their history stays.
package struct MemberLeft: Equatable, Sendable {
  package var member: String
  package var from: LocalDay

  package init(member: String, from: LocalDay) {
    self.member = member
    self.from = from
  }
}
