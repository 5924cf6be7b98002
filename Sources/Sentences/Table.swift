/// Rows in aligned columns, never wider than the page.
struct Table {
  enum Side { case left, right }

  struct Column {
    var title: Text
    var side: Side
  }

  var columns: [Column]
  var rows: [[Text]] = []
  /// The column that gives way when a row is too wide; the last one unless said otherwise.
  var yielding: Int

  init(_ columns: [(Text, Side)], yielding: Int? = nil) {
    self.columns = columns.map { Column(title: $0.0, side: $0.1) }
    self.yielding = yielding ?? columns.count - 1
  }

  /// The lines under their titles, indented by two; columns stand two cells apart.
  func lines(width page: Int) -> [Text] {
    let titles = columns.map { $0.title.styled(.faint) }
    var widths = columns.indices.map { index in
      ([titles[index]] + rows.map { $0[index] }).map(\.width).max() ?? 0
    }
    // A row that is folded has no columns any more: on a narrow page the names give way, too.
    for column in [yielding, 0] {
      let total = 2 + widths.reduce(0, +) + 2 * (widths.count - 1)
      guard total > page else { break }
      widths[column] = min(widths[column], max(4, widths[column] - (total - page)))
    }
    let body = rows.map { line($0, widths) }
    return titles.allSatisfy(\.isEmpty) ? body : [line(titles, widths)] + body
  }

  private func line(_ cells: [Text], _ widths: [Int]) -> Text {
    var out: Text = "  "
    for (index, cell) in cells.enumerated() {
      let cell = cell.cut(to: widths[index])
      let gap = Text.spaces(widths[index] - cell.width)
      let isLast = index == cells.count - 1
      switch columns[index].side {
      case .right: out = out + gap + cell
      case .left: out = isLast ? out + cell : out + cell + gap
      }
      if !isLast { out = out + "  " }
    }
    return out.trimmed
  }
}
