extension Team {
  /// Whether a viewer may see a goal: the member, their manager and operators; one of the team is its
  /// managers' and operators'. One that is not there is for all.
  package func mayRead(goal: Symbol, _ viewer: Viewer) -> Bool {
    goals.find(goal).map { mayRead($0, viewer) } ?? true
  }

  func mayRead(_ goal: Goal, _ viewer: Viewer) -> Bool {
    goal.slot == 0
      ? access(viewer, .readTeam, .team).isAllowed
      : access(viewer, .readNumbers, subject(roster.members[goal.slot].id)).isAllowed
  }
}
