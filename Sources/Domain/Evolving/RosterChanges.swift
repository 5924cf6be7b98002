extension Team {
  mutating func define(_ fact: MetricDefined) {
    var metric = Metric(
      id: symbols.intern(fact.metric), facts: fact, of: symbols.intern(fact.of ?? fact.metric),
      stage: symbols.intern(fact.stage ?? ""), currency: symbols.intern(fact.currency ?? ""))
    if let slot = roster.metricSlots[metric.id] {
      let known = roster.metrics[slot]
      metric.redefined = metric.counts(as: known) ? known.redefined : lastSeq
      roster.metrics[slot] = metric
    } else {
      roster.metricSlots.set(metric.id, to: roster.metrics.count)
      roster.metrics.append(metric)
    }
    stale = true
  }

  mutating func define(_ fact: CalendarDefined) {
    guard fact != roster.calendar || roster.calendarRevision == 0 else { return }
    roster.define(fact)
    stale = true
  }

  mutating func end(_ fact: MetricEnded) {
    guard let slot = roster.metricSlots[symbols.intern(fact.metric)] else { return }
    roster.metrics[slot].ended = fact.from
  }

  mutating func join(_ fact: MemberJoined) {
    let id = symbols.intern(fact.member)
    let manager = symbols.intern(fact.manager ?? "")
    stale = true
    guard let slot = roster.memberSlots[id] else {
      roster.memberSlots.set(id, to: roster.members.count)
      roster.members.append(
        Member(
          id: id, facts: fact, manager: manager,
          askedSince: fact.role == .rep ? lastAt : nil, presence: [Presence(from: fact.from)],
          zones: [ZoneSpan(zone: zoneTable(fact.zone))]))
      return
    }
    // Somebody who comes back keeps their past; for who never left, the first day is stated anew.
    roster.members[slot].manager = manager
    changeZone(slot, to: fact.zone, from: fact.from)
    roster.members[slot].segments.set(fact.segment, from: fact.from)
    roster.members[slot].calendars.set(fact.calendar, from: fact.from)
    roster.members[slot].ramps.set(fact.ramp, from: fact.from)
    if let last = roster.members[slot].presence.indices.last,
      roster.members[slot].presence[last].until == nil
    {
      roster.members[slot].presence[last].from = fact.from
    } else {
      roster.members[slot].presence.append(Presence(from: fact.from))
    }
    roster.members[slot].facts = fact
    noteAsked(slot)
  }

  mutating func move(_ fact: MemberMoved) {
    guard let slot = roster.memberSlots[symbols.intern(fact.member)], slot > 0 else { return }
    stale = true
    if let zone = fact.zone { changeZone(slot, to: zone, from: fact.from) }
    if let manager = fact.manager {
      roster.members[slot].manager = symbols.intern(manager)
      roster.members[slot].facts.manager = manager.isEmpty ? nil : manager
    }
    if let name = fact.name { roster.members[slot].facts.name = name }
    if let role = fact.role { roster.members[slot].facts.role = role }
    if let unix = fact.unix { roster.members[slot].facts.unix = unix }
    if let aliases = fact.aliases { roster.members[slot].facts.aliases = aliases }
    if let sources = fact.sources { roster.members[slot].facts.sources = sources }
    moveTerms(slot, fact)
    noteAsked(slot)
  }

  /// What is asked of a member, and beside whom, changes from a day on; empty means none any more.
  private mutating func moveTerms(_ slot: Int, _ fact: MemberMoved) {
    if let name = fact.segment {
      let segment = name.isEmpty ? nil : name
      roster.members[slot].facts.segment = segment
      roster.members[slot].segments.set(segment, from: fact.from)
    }
    if let name = fact.calendar {
      let calendar = name.isEmpty ? nil : name
      roster.members[slot].facts.calendar = calendar
      roster.members[slot].calendars.set(calendar, from: fact.from)
    }
    if let named = fact.ramp {
      let ramp = named == Ramp.ended ? nil : named
      roster.members[slot].facts.ramp = ramp
      roster.members[slot].ramps.set(ramp, from: fact.from)
    }
  }

  mutating func leave(_ fact: MemberLeft) {
    guard let slot = roster.memberSlots[symbols.intern(fact.member)], slot > 0,
      let last = roster.members[slot].presence.indices.last
    else { return }
    roster.members[slot].presence[last].until = fact.from
    stale = true
  }

  mutating func propose(_ fact: QuotaProposed) {
    state(
      QuotaSpan(quota: fact.quota, from: fact.from, weekly: fact.weekly), fact.member, fact.metric)
  }

  mutating func end(_ fact: QuotaEnded) {
    state(QuotaSpan(quota: fact.quota, from: fact.from, weekly: nil), fact.member, fact.metric)
  }

  /// What the playbook says is kept beside what holds, which people may agree on since.
  private mutating func state(_ span: QuotaSpan, _ member: String, _ metric: String) {
    guard let slot = roster.memberSlots[symbols.intern(member)], slot > 0 else { return }
    let id = symbols.intern(metric)
    roster.members[slot].stated[id, default: []].put(span)
    put(span, slot, id)
  }

  /// Lets a quota hold from its day on.
  mutating func put(_ span: QuotaSpan, _ slot: Int, _ metric: Symbol) {
    roster.members[slot].quotas[metric, default: []].put(span)
    noteAsked(slot)
    stale = true
  }

  /// Nothing of a quota is asked from a day on; where another one holds until then, it goes on.
  mutating func endQuota(_ name: String, _ slot: Int, _ metric: Symbol, from day: LocalDay) {
    roster.members[slot].quotas[metric]?.removeAll { span in
      span.quota == name && span.weekly != nil && span.from.map { $0 > day } ?? false
    }
    let holding = roster.members[slot].quotas[metric]?.last { ($0.from ?? day) <= day }
    if holding?.quota == name, holding?.weekly != nil {
      put(QuotaSpan(quota: name, from: day, weekly: nil), slot, metric)
    }
    stale = true
  }

  private mutating func noteAsked(_ slot: Int) {
    let member = roster.members[slot]
    guard member.askedSince == nil, member.role == .rep || !member.quotas.isEmpty else { return }
    roster.members[slot].askedSince = lastAt
  }

  private mutating func changeZone(_ slot: Int, to zone: String, from: LocalDay?) {
    guard zone != roster.members[slot].facts.zone else { return }
    roster.members[slot].facts.zone = zone
    roster.members[slot].zones.removeAll { span in
      guard let day = span.from, let from else { return false }
      return day >= from
    }
    roster.members[slot].zones.append(ZoneSpan(from: from, zone: zoneTable(zone)))
  }

  /// The table of a zone; UTC and a doubt where the zone is unknown, as nothing may stop a replay.
  private mutating func zoneTable(_ identifier: String) -> ZoneTable {
    if let known = zones(identifier) { return known }
    doubts.unknownZones.insert(identifier)
    return .utc
  }
}

extension [QuotaSpan] {
  /// Puts a quota in its place by day; the later said of two on the same day holds.
  fileprivate mutating func put(_ span: QuotaSpan) {
    removeAll { $0.from == span.from }
    let day = span.from ?? LocalDay(days: .min)
    let place = firstIndex { ($0.from ?? LocalDay(days: .min)) > day } ?? endIndex
    insert(span, at: place)
  }
}
