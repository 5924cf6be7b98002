/// Whose numbers may be compared: the same role in the same segment.
struct PeerKey: Hashable, Sendable {
  var role: Role
  var segment: String?
}

/// What true peers together say of a step, one of them included: leaving them out is a subtraction.
struct PeerGroup: Sendable {
  /// Members who have matured trials, and these trials.
  private(set) var known: [Trials] = []
  private(set) var sum = Trials(0, of: 0)
  /// How much members differ, as strength of a prior (MATHS M2).
  private(set) var strength = Conversion.defaultStrength
  /// How their weekly successes scatter, for who has too few weeks.
  private(set) var phi = 1.0

  init(_ members: [Trials], weeks: [[Int64]]) {
    known = members.filter { $0.trials > 0 }
    sum = known.reduce(sum, +)
    if known.count >= Conversion.fewestPeers { strength = Conversion.strength(of: known) }
    phi = Dispersion.pooled(weeks)
  }

  /// What the others say to one of them, or to who is none; nil where none has a trial.
  func prior(without own: Trials) -> Conversion.Prior? {
    let others = known.count - (own.trials > 0 ? 1 : 0)
    guard others > 0 else { return nil }
    let mean =
      (Double(sum.successes - own.successes) + 0.5) / (Double(sum.trials - own.trials) + 1)
    return Conversion.Prior(
      mean: mean,
      strength: others >= Conversion.fewestPeers ? strength : Conversion.defaultStrength)
  }
}

extension Team {
  /// The groups of those who work a step and are in the team.
  func peerGroups(
    _ step: FunnelStep, _ tally: StepTally, today: LocalDay, week: LocalDay
  ) -> [PeerKey: PeerGroup] {
    var slots: [PeerKey: [Int]] = [:]
    for slot in roster.members.indices.dropFirst()
    where works(slot, step, on: today) && roster.members[slot].isPresent(on: today) {
      slots[peerKey(slot, today), default: []].append(slot)
    }
    return slots.mapValues { slots in
      PeerGroup(
        slots.map { tally.matured($0) }, weeks: slots.map { weeks($0, tally, before: week) })
    }
  }

  func peerKey(_ slot: Int, _ day: LocalDay) -> PeerKey {
    let member = roster.members[slot]
    return PeerKey(role: member.role, segment: member.segment(on: day))
  }
}
