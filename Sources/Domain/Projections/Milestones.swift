/// When a deal or a lead came to a point of a funnel, and whose it was then; second 0 is never.
struct Milestone: Sendable, Equatable {
  var second: UInt32 = 0
  /// Whose deal it was, and who took the step; 0 for nobody.
  var owner: UInt16 = 0
  var actor: UInt16 = 0

  init() {}

  init(_ second: UInt32, owner: Int, actor: Int) {
    self.second = second
    self.owner = UInt16(clamping: owner)
    self.actor = UInt16(clamping: actor)
  }
}

/// When each deal and each lead came to the points that funnels name.
///
/// Flat columns of a few bytes a deal, so that a walk over all deals is quick and an event changes one
/// place. A deal's marks are its opening, its close, each stage that a metric counts, and its first
/// activity of each kind that a funnel has as a point.
package struct Milestones: Projection {
  static let opened = 0
  static let closed = 1
  static let firstStage = 2

  /// What the marks stand for beside opening and close.
  private(set) var stages = 0
  private(set) var activities: [Symbol] = []
  private(set) var marks: ContiguousArray<Milestone> = []
  /// How each deal stands, and when the first record that named it was written.
  private(set) var states: ContiguousArray<DealState> = []
  private(set) var recorded: ContiguousArray<UInt32> = []
  /// Activities that name an account and no deal.
  private(set) var leadRows: ContiguousArray<LeadRow> = []
  /// Moves with everything that rates are made of.
  private(set) var version: UInt64 = 0
  /// Deals that changed since somebody last took them, some of them twice; nil for all.
  private var changed: ContiguousArray<Int32>?
  /// More than these are as good as all.
  private static let mostChanged = 65_536

  package init() {}

  package static func apply(_ event: Event, _ stamp: Stamp, to team: inout Team) {
    // Captures set the marks where they are counted (Marking).
  }

  var stride: Int { Self.firstStage + stages + activities.count }

  /// The mark of a deal's first activity of a kind.
  func place(ofActivity index: Int) -> Int { Self.firstStage + stages + index }

  subscript(deal: Int, place: Int) -> Milestone {
    @inline(__always) get { marks[deal * stride + place] }
  }

  /// Sets a mark.
  mutating func set(_ deal: Int, _ place: Int, _ mark: Milestone) {
    marks[deal * stride + place] = mark
    note(changed: deal)
  }

  mutating func set(_ deal: Int, _ state: DealState) {
    states[deal] = state
    note(changed: deal)
  }

  @inline(__always)
  private mutating func note(changed deal: Int) {
    version &+= 1
    guard let count = changed?.count, changed?.last != Int32(deal) else { return }
    if count < Self.mostChanged { changed?.append(Int32(deal)) } else { changed = nil }
  }

  /// The deals that changed since the last time; nil where all may have.
  mutating func takeChanged() -> ContiguousArray<Int32>? {
    defer { changed = [] }
    return changed
  }

  /// Gives new deals their places; `second` is when the record that names them was written.
  mutating func reach(_ count: Int, _ second: UInt32) {
    while states.count < count {
      marks.append(contentsOf: repeatElement(Milestone(), count: stride))
      states.append(.unknown)
      recorded.append(second)
    }
  }

  /// Notes an activity on an account without a deal.
  mutating func note(_ lead: LeadRow) {
    leadRows.append(lead)
    touch()
  }

  /// Something counts otherwise than before.
  mutating func touch() {
    version &+= 1
    changed = nil
  }

  /// Forgets all marks: other points are looked at from now on.
  mutating func begin(stages: Int, activities: [Symbol]) {
    self.stages = stages
    self.activities = activities
    marks = ContiguousArray(repeating: Milestone(), count: states.count * stride)
    touch()
  }
}

/// An activity that names an account and no deal.
struct LeadRow: Sendable, Equatable {
  var row: UInt32
  var account: Symbol
}
