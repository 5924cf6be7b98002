import Glibc

/// Costs at sizes that grow tenfold, each as a multiple of the first: what is flat is level.
package struct FlatChart {
  /// A size with its cost in multiples of the first size's.
  package struct Point {
    package let size: Int
    package let multiple: Samples

    package init(size: Int, multiple: Samples) {
      (self.size, self.multiple) = (size, multiple)
    }
  }

  /// What was measured at each size.
  package struct Curve {
    package let name: String
    package let points: [Point]

    package init(name: String, points: [Point]) {
      (self.name, self.points) = (name, points)
    }
  }

  let title: String
  let curves: [Curve]
  let allowed: Double

  /// A chart of at most two curves, with a line at what is allowed.
  package init(title: String, curves: [Curve], allowed: Double) {
    (self.title, self.curves, self.allowed) = (title, curves, allowed)
  }

  private static let marks: [Character] = ["●", "○"]
  private static let both: Character = "◉"
  private static let columnsPerDecade = 12
  private static let margin = 6

  /// The sizes of all curves, smallest first.
  var sizes: [Int] {
    Set(curves.flatMap { $0.points.map(\.size) }).sorted()
  }

  /// The multiple at the upper edge: a whole number above all medians, so that one outlier of a
  /// round does not flatten the rest.
  var top: Double {
    max(2, (curves.flatMap { $0.points.map(\.multiple.median) }.max() ?? 0).rounded(.up))
  }

  /// The distance of two lines: a step that people count in, for at most twelve of them.
  var step: Double {
    var (step, turn) = (0.25, 0)
    while top / step > 12 {
      step *= [2, 2, 2.5][turn % 3]
      turn += 1
    }
    return step
  }

  /// Decades from the first size.
  func decades(_ size: Int) -> Double {
    log10(Double(size) / Double(sizes.first ?? 1))
  }

  /// The chart in characters, its highest line first.
  package var text: String {
    guard let last = sizes.last else { return title + ": nothing was measured" }
    let rows = Int((top / step).rounded(.up))
    let width = Self.column(decades(last)) + 4
    var grid = Array(repeating: Array(repeating: Character(" "), count: width), count: rows + 1)
    grid[row(allowed, of: rows)] = Array(repeating: "┄", count: width)
    for (curve, mark) in zip(curves, Self.marks) {
      for point in curve.points {
        let (row, column) = (
          row(point.multiple.median, of: rows), Self.column(decades(point.size)) + 1
        )
        let isTaken = Self.marks.contains(grid[row][column])
        grid[row][column] = isTaken ? Self.both : mark
      }
    }
    var lines = grid.indices.reversed().map { row in
      Self.indented("\(figure(Double(row) * step))x") + "│" + String(grid[row])
    }
    lines.append(Self.indented("") + "└" + String(repeating: "─", count: width))
    return ([heading] + lines + [axis]).map(Self.trimmed).joined(separator: "\n")
  }

  private var heading: String {
    let names = zip(Self.marks, curves).map { "\($0) \($1.name)" }.joined(separator: "   ")
    return "times the first, by \(title)   \(names)   ┄ allowed"
  }

  private var axis: String {
    var line = Array(repeating: Character(" "), count: Self.margin + 2)
    for size in sizes {
      let start = Self.margin + 2 + Self.column(decades(size))
      line += Array(repeating: " ", count: max(0, start - line.count)) + Array(sizeText(size))
    }
    return String(line)
  }

  private func row(_ multiple: Double, of rows: Int) -> Int {
    min(rows, max(0, Int((multiple / step).rounded())))
  }

  private static func column(_ decades: Double) -> Int {
    Int((decades * Double(columnsPerDecade)).rounded())
  }

  private static func indented(_ text: String) -> String {
    String(repeating: " ", count: max(0, margin - text.count)) + text
  }

  private static func trimmed(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}
