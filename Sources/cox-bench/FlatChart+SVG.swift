extension FlatChart {
  /// Colours follow the reader's own choice of light or dark, and the two curves differ by their
  /// marks as well.
  private static let style = """
    svg { --paper: #ffffff; --ink: #1f2328; --faint: #8c959f; --one: #0969da; --two: #bc4c00; }
    @media (prefers-color-scheme: dark) {
      svg { --paper: #0d1117; --ink: #e6edf3; --faint: #768390; --one: #58a6ff; --two: #f0883e; }
    }
    .paper { fill: var(--paper); }
    text { font: 12px system-ui, sans-serif; fill: var(--ink); }
    .head { font-weight: 600; }
    .right { text-anchor: end; }
    .middle { text-anchor: middle; }
    .grid { stroke: var(--faint); stroke-width: 0.5; opacity: 0.5; }
    .allowed { stroke: var(--ink); stroke-dasharray: 6 4; }
    .one, .two { fill: none; stroke-width: 1.5; }
    .one { stroke: var(--one); }
    .two { stroke: var(--two); stroke-dasharray: 3 3; }
    .dot { fill: var(--one); }
    .box { fill: var(--paper); stroke: var(--two); stroke-width: 1.5; }
    """

  private static let (width, height) = (640.0, 240.0)
  private static let (left, right, above, below) = (56.0, 616.0, 52.0, 204.0)

  /// Charts one below the other, as a picture that a browser or a page shows.
  package static func svg(_ charts: [FlatChart], title: String) -> String {
    let full = height * Double(charts.count)
    let opening = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 \(text(width)) "
        + "\(text(full))\" width=\"\(text(width))\" height=\"\(text(full))\">",
      "<title>\(escaped(title))</title>", "<style>\n\(style)\n</style>",
      "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>",
    ]
    let panels = charts.enumerated().map { index, chart in
      "<g transform=\"translate(0 \(text(Double(index) * height)))\">\n"
        + chart.panel.joined(separator: "\n") + "\n</g>"
    }
    return (opening + panels + ["</svg>", ""]).joined(separator: "\n")
  }

  private var panel: [String] {
    [Self.label("head", Self.left, 22, "times the first, by \(title)")] + lines + ticks
      + [
        Self.line("allowed", Self.left, y(allowed), Self.right, y(allowed)),
        Self.label("right", Self.right, y(allowed) - 6, "allowed"),
      ]
      + curves.indices.flatMap(drawn)
  }

  private var lines: [String] {
    stride(from: 0, through: top, by: step).flatMap { multiple in
      [
        Self.line("grid", Self.left, y(multiple), Self.right, y(multiple)),
        Self.label("right", Self.left - 8, y(multiple) + 4, "\(figure(multiple))x"),
      ]
    }
  }

  private var ticks: [String] {
    sizes.map { Self.label("middle", x($0), Self.below + 20, sizeText($0)) }
  }

  /// A curve's line, its marks with the range of each, and its name.
  private func drawn(_ index: Int) -> [String] {
    let (curve, kind) = (curves[index], index == 0 ? "one" : "two")
    let places = curve.points.map { "\(Self.text(x($0.size))),\(Self.text(y($0.multiple.median)))" }
    let path = "<polyline class=\"\(kind)\" points=\"\(places.joined(separator: " "))\"/>"
    let marks = curve.points.flatMap { point in
      [
        Self.line(
          kind, x(point.size), y(point.multiple.smallest), x(point.size),
          y(point.multiple.largest)),
        Self.mark(index, x(point.size), y(point.multiple.median)),
      ]
    }
    let start = Self.left + Double(index) * 140
    return [path] + marks
      + [Self.mark(index, start + 4, 36), Self.label("", start + 14, 40, curve.name)]
  }

  private func x(_ size: Int) -> Double {
    let span = max(1, decades(sizes.last ?? 1))
    return Self.left + 24 + decades(size) / span * (Self.right - Self.left - 48)
  }

  private func y(_ multiple: Double) -> Double {
    Self.below - min(multiple, top) / top * (Self.below - Self.above)
  }

  private static func mark(_ index: Int, _ x: Double, _ y: Double) -> String {
    index == 0
      ? "<circle class=\"dot\" cx=\"\(text(x))\" cy=\"\(text(y))\" r=\"4\"/>"
      : "<rect class=\"box\" x=\"\(text(x - 3.5))\" y=\"\(text(y - 3.5))\" width=\"7\" height=\"7\"/>"
  }

  private static func line(
    _ kind: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double
  ) -> String {
    "<line class=\"\(kind)\" x1=\"\(text(x1))\" y1=\"\(text(y1))\" x2=\"\(text(x2))\" "
      + "y2=\"\(text(y2))\"/>"
  }

  private static func label(_ kind: String, _ x: Double, _ y: Double, _ words: String) -> String {
    "<text class=\"\(kind)\" x=\"\(text(x))\" y=\"\(text(y))\">\(escaped(words))</text>"
  }

  private static func text(_ number: Double) -> String {
    "\((number * 10).rounded() / 10)"
  }

  private static func escaped(_ words: String) -> String {
    words.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
  }
}
