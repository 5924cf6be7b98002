/// Makes text from elsewhere safe to print: no control, bidi or ANSI character reaches a terminal.
///
/// `\n` and `\t` become those two characters, everything else `\u{…}`; a printed line stays a line
/// and a tab-separated field stays a field.
package enum Escape {
  /// The text with every unsafe character spelled out.
  package static func safe(_ text: some StringProtocol) -> String {
    // Nearly all text is plain ASCII and passes untouched.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) { return String(text) }
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      default:
        if isUnsafe(scalar) {
          out += "\\u{" + String(scalar.value, radix: 16) + "}"
        } else {
          out.unicodeScalars.append(scalar)
        }
      }
    }
    return out
  }

  /// Whether a terminal would act on the character instead of showing it.
  ///
  /// Controls (ESC and C1 start escape sequences), bidi marks and overrides, line separators,
  /// invisible format characters; the joiners that emoji and scripts need (U+200C, U+200D) stay.
  static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1f, 0x7f...0x9f: true
    case 0x00ad, 0x061c, 0x180e, 0x200b, 0x200e, 0x200f: true
    case 0x2028...0x202e, 0x2060...0x206f, 0xfeff, 0xfff9...0xfffb: true
    case 0xe0000...0xe007f: true
    default: false
    }
  }
}
