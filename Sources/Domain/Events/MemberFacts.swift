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
  /// First day in the team; nil when they were there before any data.
  package var from: LocalDay?

  package init(
    member: String, name: String, role: Role, manager: String? = nil, zone: String = "UTC",
    unix: [String] = [], aliases: [Alias] = [], sources: [String] = [], from: LocalDay? = nil
  ) {
    self.member = member
    self.name = name
    self.role = role
    self.manager = manager
    self.zone = zone
    self.unix = unix
    self.aliases = aliases
    self.sources = sources
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
  /// The day from which a new zone holds; the rest holds at once.
  package var from: LocalDay

  package init(
    member: String, name: String? = nil, role: Role? = nil, manager: String? = nil,
    zone: String? = nil, unix: [String]? = nil, aliases: [Alias]? = nil,
    sources: [String]? = nil, from: LocalDay
  ) {
    self.member = member
    self.name = name
    self.role = role
    self.manager = manager
    self.zone = zone
    self.unix = unix
    self.aliases = aliases
    self.sources = sources
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
