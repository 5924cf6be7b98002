/// A bar of full and empty cells: how far towards the quota.
enum Bar {
  /// Cells of the usual bar; an odd number keeps one half from looking like done.
  static let cells = 9

  /// Filled in proportion; full only when all of it is done, and never empty once something is.
  static func text(_ done: Double, of whole: Double, cells: Int = cells) -> Text {
    guard whole > 0 else { return Text.spaces(cells) }
    let share = max(0, done / whole)
    var full = min(cells, Int((share * Double(cells)).rounded()))
    if share < 1 { full = min(full, cells - 1) }
    if done > 0 { full = max(full, 1) }
    let drawn =
      String(repeating: "█", count: full) + String(repeating: "·", count: cells - full)
    return Text(stringLiteral: drawn)
  }
}
