/// A gauge of what is open against what is needed: filled up to what there is, with two marks, and
/// in the colour of the chance.
enum CoverageGauge {
  /// Cells between its two ends.
  static func cells(width: Int) -> Int { width < 64 ? 18 : 34 }

  /// `▕█████████████████▌··▎·······▎···▏`, the marks at an even chance and at 80%.
  static func text(
    _ have: Double, chance: Double?, even: Double, eighty: Double, most: Double, cells: Int
  ) -> Text {
    let scale = max(have, eighty, most, 0.01)
    func place(_ value: Double) -> Double { max(0, value) / scale * Double(cells) }
    let filled = place(have)
    let marks = Set([even, eighty].map { min(cells - 1, Int(place($0))) })
    var drawn = ""
    for cell in 0..<cells {
      if marks.contains(cell) {
        drawn += "▎"
      } else if Double(cell) + 1 <= filled + 0.01 {
        drawn += "█"
      } else {
        drawn += filled - Double(cell) >= 0.5 ? "▌" : "·"
      }
    }
    let chance = chance ?? (have >= eighty ? 0.8 : have >= even ? 0.5 : 0)
    let style: Style = chance >= 0.8 ? .good : chance >= 0.5 ? .plain : .look
    return "▕" + Text(drawn, style) + "▏"
  }
}
