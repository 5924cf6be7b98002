/// A deal or lead that entered a step of a funnel, and what became of it.
struct Trial: Sendable, Equatable {
  /// It has not reached the next point, or reached it without passing this one, which gives no lag.
  static let open: Int32 = -1
  static let skipped: Int32 = -2
  /// What stands at the place of a deal that never entered the step.
  static let none = Trial(slot: -1, entered: .max, lag: open, deal: -1)

  /// The member credited; 0 for nobody.
  var slot: Int32
  /// The day in the team's zone on which it entered.
  var entered: Int32
  /// Whole days to the next point, `open` or `skipped`.
  var lag: Int32
  /// The deal that it is; -1 for a lead that no deal came of.
  var deal: Int32

  var isNone: Bool { slot < 0 }

  /// Whether the next point was reached within so many days.
  func succeeded(within days: Int32) -> Bool { lag == Self.skipped || (lag >= 0 && lag <= days) }
}
