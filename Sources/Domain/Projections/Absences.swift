/// `absence.recorded`: whole local days on which a member is away; the last one is one of them.
package struct AbsenceRecorded: Equatable, Sendable {
  package var first: LocalDay
  package var last: LocalDay

  package init(first: LocalDay, last: LocalDay) {
    self.first = first
    self.last = last
  }
}

/// An absence as the log has it, also one that was taken back.
struct Absence: Sendable, Equatable {
  var seq: UInt64
  var source: Symbol
  var subject: Symbol
  var days: AbsenceRecorded
  /// The member it is about by today's playbook; 0 for nobody known.
  var slot = 0
  /// The record that last moved what is asked: its own, or the one that took it back.
  var changed: UInt64
  var isTakenBack = false
}

/// When members are away; why is nobody's business, so no reason is read.
package struct Absences: Projection {
  private(set) var all: [Absence] = []
  /// Places in `all` that count, by member slot.
  private var places: [[Int]] = []
  private var placeOf: [UInt64: Int] = [:]

  package init() {}

  package static func apply(_ event: Event, _ stamp: Stamp, to team: inout Team) {
    guard case .absenceRecorded(let days) = event else { return }
    if team.stale { team.settle() }
    var absence = Absence(
      seq: stamp.seq, source: stamp.source, subject: stamp.subject, days: days,
      changed: stamp.seq)
    absence.slot = team.slot(of: absence)
    team.absences.add(absence)
    team.lookAgain(absence.slot)
  }

  /// One that still counts, by its record.
  func find(_ seq: UInt64) -> Absence? {
    placeOf[seq].map { all[$0] }.flatMap { $0.isTakenBack ? nil : $0 }
  }

  /// Those of a member that touch some days, in the order in which they begin.
  func of(_ slot: Int, in days: ClosedRange<LocalDay>) -> [Absence] {
    guard slot < places.count else { return [] }
    return places[slot].map { all[$0] }.filter { $0.touches(days) }
      .sorted { ($0.days.first, $0.seq) < ($1.days.first, $1.seq) }
  }

  /// Whether a member is away on a day.
  func cover(_ day: LocalDay, _ slot: Int) -> Bool {
    guard slot < places.count else { return false }
    return places[slot].contains { all[$0].touches(day...day) }
  }

  /// Whether an absence within some days was told or taken back after a record.
  func changed(_ slot: Int, in days: ClosedRange<LocalDay>, after seq: UInt64) -> Bool {
    all.contains { $0.slot == slot && $0.changed > seq && $0.touches(days) }
  }

  mutating func takeBack(_ seq: UInt64, by record: UInt64) {
    guard let place = placeOf[seq] else { return }
    all[place].isTakenBack = true
    all[place].changed = record
    places[all[place].slot].removeAll { $0 == place }
  }

  private mutating func add(_ absence: Absence) {
    placeOf[absence.seq] = all.count
    index(absence, all.count)
    all.append(absence)
  }

  private mutating func index(_ absence: Absence, _ place: Int) {
    while places.count <= absence.slot { places.append([]) }
    if !absence.isTakenBack { places[absence.slot].append(place) }
  }

  /// Finds again whom each is about: the playbook may know more names by now.
  mutating func resolve(_ slot: (Absence) -> Int) {
    places = []
    for place in all.indices {
      all[place].slot = slot(all[place])
      index(all[place], place)
    }
  }
}

extension Absence {
  func touches(_ days: ClosedRange<LocalDay>) -> Bool {
    self.days.first <= days.upperBound && days.lowerBound <= self.days.last
  }
}

extension Team {
  /// The member that an absence is about; 0 for nobody known.
  func slot(of absence: Absence) -> Int {
    roster.slot(
      subject: symbols.text(absence.subject), symbol: absence.subject,
      source: symbols.text(absence.source))
  }
}
