/// A gauge of what is open against what is needed: filled up to what there is, with two marks.
enum CoverageGauge {
  /// Cells between its two ends.
  static func cells(width: Int) -> Int { width < 64 ? 18 : 34 }

  /// `▕█████████████████▌··▎·······▎···▏`, the marks at an even chance and at 80%.
  static func text(_ have: Double, even: Double, eighty: Double, most: Double, cells: Int) -> Text {
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
    let style: Style = have >= eighty ? .good : have >= even ? .plain : .look
    return "▕" + Text(drawn, style) + "▏"
  }
}
