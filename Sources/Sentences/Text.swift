/// What a colour or weight means; each means one thing, and never marks a person's name.
package enum Style: Sendable, Equatable {
  case plain
  /// A heading or the one line that matters.
  case strong
  /// Labels and what can be skipped.
  case faint
  /// On pace (green), look (amber), act (red).
  case good, look, act

  /// The ANSI codes that switch it on; nil for plain.
  var ansi: String? {
    switch self {
    case .plain: nil
    case .strong: "1"
    case .faint: "2"
    case .good: "32"
    case .look: "33"
    case .act: "31"
    }
  }
}

/// One line for a person, safe to print: whatever is interpolated into it is escaped.
package struct Text: Sendable, Equatable, ExpressibleByStringInterpolation {
  struct Piece: Sendable, Equatable {
    var text: String
    var style: Style
  }

  var pieces: [Piece]
  /// Shorter wordings of the same, tried in turn where there is not room for this one.
  private var shorter: [Text] = []

  package init(stringLiteral value: String) { pieces = [Piece(text: value, style: .plain)] }
  package init(stringInterpolation built: Pieces) { pieces = built.pieces }

  /// Text that came from elsewhere, escaped.
  package init(_ foreign: String, _ style: Style = .plain) {
    pieces = [Piece(text: Escape.safe(foreign), style: style)]
  }

  /// The same text, all in one style.
  package func styled(_ style: Style) -> Text {
    var copy = self
    for index in copy.pieces.indices { copy.pieces[index].style = style }
    copy.shorter = shorter.map { $0.styled(style) }
    return copy
  }

  package var isEmpty: Bool { pieces.allSatisfy(\.text.isEmpty) }

  /// Cells on a terminal.
  package var width: Int { pieces.reduce(0) { $0 + DisplayWidth.of($1.text) } }

  /// The characters without any style.
  package var unstyled: String { pieces.map(\.text).joined() }

  /// The characters with ANSI codes when colour is wanted.
  package func rendered(colour: Bool) -> String {
    guard colour else { return unstyled }
    var out = ""
    for piece in pieces {
      if let code = piece.style.ansi, !piece.text.isEmpty {
        out += "\u{1b}[\(code)m\(piece.text)\u{1b}[0m"
      } else {
        out += piece.text
      }
    }
    return out
  }

  /// The same text with a shorter wording for where there is less room.
  func or(_ shorter: Text) -> Text {
    var copy = self
    copy.shorter.append(shorter)
    return copy
  }

  /// The longest wording that fits into a number of cells; cut off when none does.
  func cut(to cells: Int) -> Text {
    guard width > cells else { return self }
    if let fitting = shorter.first(where: { $0.width <= cells }) { return fitting }
    var copy: Text = ""
    var left = cells
    for piece in (shorter.last ?? self).pieces where left > 0 {
      let kept = DisplayWidth.cut(piece.text, to: left)
      copy.pieces.append(Piece(text: kept, style: piece.style))
      left = kept == piece.text ? left - DisplayWidth.of(kept) : 0
    }
    return copy
  }

  /// The line as it is, or in as many as a narrow page needs, each indented as it was.
  package func fitted(to cells: Int) -> [Text] {
    guard width > cells else { return [self] }
    let indent = unstyled.prefix { $0 == " " }.count
    let style = pieces.first { !$0.text.allSatisfy { $0 == " " } }?.style ?? .plain
    return Layout.wrapped(self, width: cells - indent).map {
      Text.spaces(indent) + $0.styled(style)
    }
  }

  /// Two texts in a row.
  package static func + (left: Text, right: Text) -> Text {
    var copy = left
    copy.pieces += right.pieces
    return copy
  }

  /// The text without the spaces that end it.
  var trimmed: Text {
    var copy = self
    while let last = copy.pieces.last, last.text.allSatisfy({ $0 == " " }) {
      copy.pieces.removeLast()
    }
    return copy
  }

  /// That many spaces.
  static func spaces(_ count: Int) -> Text {
    Text(stringLiteral: String(repeating: " ", count: max(0, count)))
  }
}

extension Text {
  /// Collects the pieces of an interpolated text: literals as they are, values escaped.
  package struct Pieces: StringInterpolationProtocol {
    var pieces: [Piece] = []

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { pieces.append(Piece(text: literal, style: .plain)) }
    }

    package mutating func appendInterpolation(_ foreign: String, _ style: Style = .plain) {
      pieces.append(Piece(text: Escape.safe(foreign), style: style))
    }

    package mutating func appendInterpolation(_ number: some BinaryInteger) {
      pieces.append(Piece(text: String(number), style: .plain))
    }

    package mutating func appendInterpolation(_ text: Text) { pieces += text.pieces }
  }
}

extension [Text] {
  /// The texts that are not empty, with the separator between them.
  func joined(_ separator: Text) -> Text {
    var out: Text = ""
    for text in self where !text.isEmpty { out = out.isEmpty ? text : out + separator + text }
    return out
  }
}
