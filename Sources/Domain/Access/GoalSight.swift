extension Team {
  /// Whether a viewer may see a goal: the member, their manager and operators.
  ///
  /// One of the team is its managers' and operators'; one that is not there is for all.
  package func mayRead(goal: Symbol, _ viewer: Viewer) -> Bool {
    goals.find(goal).map { mayRead($0, viewer) } ?? true
  }

  func mayRead(_ goal: Goal, _ viewer: Viewer) -> Bool {
    goal.slot == 0
      ? access(viewer, .readTeam, .team).isAllowed
      : access(viewer, .readNumbers, subject(roster.members[goal.slot].id)).isAllowed
  }

  /// Whether a viewer may see a quota: as numbers are; one that is not there is for all.
  package func mayRead(quota: Symbol, _ viewer: Viewer) -> Bool {
    guard let talk = quotas.find(quota) else { return true }
    return access(viewer, .readNumbers, subject(roster.members[talk.slot].id)).isAllowed
  }
}
