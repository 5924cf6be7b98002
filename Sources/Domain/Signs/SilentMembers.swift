/// People who were heard of and have not been for a long time, while others are: they left, or their
/// tool reports no more.
package enum SilentMembers: DataSign {
  package static let kind = DoubtKind.silentMember
  static let weeks: Int32 = 20
  /// Somebody was heard of within so many weeks, or all is silent.
  static let recentWeeks: Int32 = 4

  package static func look(at team: Team, now: Instant) -> DoubtRow? {
    var (heard, silent, newest) = (0, 0, Int32.min)
    for slot in team.cards.tracks.indices.dropFirst() {
      let track = team.cards.tracks[slot]
      guard slot < team.roster.members.count, team.roster.members[slot].role == .rep,
        let last = track.weeks.lastIndex(where: { $0.page >= 0 })
      else { continue }
      guard team.isPresent(slot, now) else { continue }
      let silence = team.ordinal(slot, at: now) - (track.base + Int32(last))
      heard += 1
      newest = max(newest, -silence)
      if silence >= weeks { silent += 1 }
    }
    guard silent > 0, newest >= -recentWeeks else { return nil }
    return row(silent, of: heard)
  }
}
