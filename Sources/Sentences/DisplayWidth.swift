/// How many terminal cells a text takes: East Asian wide characters and emoji two, marks none.
package enum DisplayWidth {
  /// The cells of a whole text.
  package static func of(_ text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { $0 + of($1) }
  }

  /// The cells of one grapheme: its widest scalar decides, so a letter with accents is one.
  static func of(_ character: Character) -> Int {
    var widest = 0
    for scalar in character.unicodeScalars {
      // U+FE0F asks for the emoji picture of the character before it, which is two cells wide.
      if scalar.value == 0xfe0f { return 2 }
      widest = max(widest, of(scalar))
    }
    return widest
  }

  /// The text cut to at most that many cells, with `…` in place of what was cut.
  package static func cut(_ text: String, to cells: Int) -> String {
    if of(text) <= cells { return text }
    var out = ""
    var used = 0
    for character in text {
      let width = of(character)
      if used + width > cells - 1 { break }
      out.append(character)
      used += width
    }
    return cells > 0 ? out + "…" : ""
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return value == 0 ? 0 : 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if scalar.properties.isEmojiPresentation { return 2 }
    return wide.contains { $0.contains(value) } ? 2 : 1
  }

  /// The blocks whose characters are wide or full width (Unicode TR 11).
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115f, 0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0x9fff,
    0xa000...0xa4cf, 0xa960...0xa97f, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe10...0xfe19,
    0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6, 0x16fe0...0x18cff, 0x1aff0...0x1b2ff,
    0x1f200...0x1f2ff, 0x20000...0x3fffd,
  ]
}
