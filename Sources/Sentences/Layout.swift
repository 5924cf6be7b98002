/// The frame that all screens share: a heading, a body, and the command to go on with.
enum Layout {
  /// A heading at the left and a remark at the page's right edge; the remark goes when both don't fit.
  static func heading(_ left: Text, _ right: Text = "", width: Int) -> Text {
    spread(left.styled(.strong), right.styled(.faint), width: width)
  }

  /// Two texts at the two edges of the page; the right one is left out when there is no room.
  static func spread(_ left: Text, _ right: Text, width: Int) -> Text {
    let gap = width - left.width - right.width
    guard !right.isEmpty else { return left.cut(to: width) }
    return gap < 2 ? left.cut(to: width) : left + Text.spaces(gap) + right
  }

  /// A label in a narrow left column and its text: `  Next       …`.
  static func labelled(_ label: Text, _ text: Text, command: Text = "", width: Int) -> Text {
    let head: Text = "  \(label.styled(.faint))"
    return spread(head + Text.spaces(13 - head.width) + text, command.styled(.faint), width: width)
  }

  /// Words in as many lines as they need; one that is wider than a line (a path) stays whole.
  static func wrapped(_ text: Text, width: Int) -> [Text] {
    var lines: [String] = []
    var line = ""
    for word in text.unstyled.split(separator: " ") {
      let longer = line.isEmpty ? String(word) : "\(line) \(word)"
      if !line.isEmpty, DisplayWidth.of(longer) > width {
        lines.append(line)
        line = String(word)
      } else {
        line = longer
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines.map { Text($0) }
  }

  /// A sentence in as many lines as it needs, indented as a page's body is.
  static func paragraph(_ text: Text, _ style: Style = .plain, width: Int) -> [Text] {
    wrapped(text, width: max(20, width - 2)).map { "  " + $0.styled(style) }
  }

  /// A label and a text of as many lines as it needs, in the column beside it.
  static func noted(
    _ label: Text, _ text: Text, _ style: Style = .plain, width: Int
  ) -> [Text] {
    wrapped(text, width: max(20, width - 13)).enumerated().map { place, line in
      let head: Text = place == 0 ? "  \(label.styled(.faint))" : ""
      return head + Text.spaces(13 - head.width) + line.styled(style)
    }
  }

  /// Lines of a file to copy, as they are to be written there.
  static func quoted(_ lines: [Text]) -> [Text] { lines.map { "    " + $0 } }

  /// The commands to go on with, at the foot of a screen.
  static func next(_ commands: [Text]) -> Text { ("  " + commands.joined("  ·  ")).styled(.faint) }
}
