/// One Swift file, its lines as written and with comments and string contents blanked out.
struct SwiftFile: Sendable {
  let path: String
  let lines: [String]
  /// The same lines with spaces for what is no code.
  let code: [String]

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var blanker = Blanker(Array(text.utf8))
    code = String(decoding: blanker.blanked(), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The target a file belongs to: the folder below Sources or Tests.
  var target: String { String(path.split(separator: "/").dropFirst().first ?? "") }

  /// Whether a line or the one above it gives the reason for an exception to a rule.
  func givesReason(_ index: Int) -> Bool {
    lines[max(0, index - 1)...index].contains { $0.holds("// reason:") }
  }
}

/// Replaces comments and the contents of string literals by spaces; line ends stay.
///
/// Interpolations count as string content: no rule here looks into them.
struct Blanker {
  private var bytes: [UInt8]
  private var index = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func blanked() -> [UInt8] {
    while index < bytes.count {
      if starts(with: "//") {
        blank(until: "\n")
      } else if starts(with: "/*") {
        blankBlockComment()
      } else if starts(with: "#/") {
        blank(until: "/#")
      } else if let quote = openingQuote() {
        blankString(closing: quote)
      } else {
        index += 1
      }
    }
    return bytes
  }

  private func starts(with text: String) -> Bool { bytes[index...].starts(with: text.utf8) }

  // The closing delimiter of the literal that begins here: its quotes, then as many hashes.
  private mutating func openingQuote() -> String? {
    let hashes = bytes[index...].prefix { $0 == UInt8(ascii: "#") }.count
    guard index + hashes < bytes.count, bytes[index + hashes] == UInt8(ascii: "\"") else {
      return nil
    }
    index += hashes
    let quotes = starts(with: "\"\"\"") ? 3 : 1
    index += quotes
    return String(repeating: "\"", count: quotes) + String(repeating: "#", count: hashes)
  }

  private mutating func blankString(closing: String) {
    let raw = closing.hasSuffix("#")
    while index < bytes.count, !starts(with: closing) {
      if !raw, starts(with: "\\(") {
        blankInterpolation()
      } else {
        if !raw, starts(with: "\\") { blankOne() }
        blankOne()
      }
    }
    index = min(index + closing.utf8.count, bytes.count)
  }

  // An interpolation may hold string literals with quotes and parentheses of their own.
  private mutating func blankInterpolation() {
    var depth = 0
    blankOne()  // the backslash; the parenthesis follows
    repeat {
      if let quote = openingQuote() {
        blankString(closing: quote)
      } else {
        if starts(with: "(") { depth += 1 }
        if starts(with: ")") { depth -= 1 }
        blankOne()
      }
    } while depth > 0 && index < bytes.count
  }

  private mutating func blankBlockComment() {
    var depth = 0
    repeat {
      if starts(with: "/*") {
        depth += 1
        blankOne()
      } else if starts(with: "*/") {
        depth -= 1
        blankOne()
      }
      blankOne()
    } while depth > 0 && index < bytes.count
  }

  private mutating func blank(until end: String) {
    while index < bytes.count, !starts(with: end) { blankOne() }
  }

  private mutating func blankOne() {
    guard index < bytes.count else { return }
    if bytes[index] != UInt8(ascii: "\n") { bytes[index] = UInt8(ascii: " ") }
    index += 1
  }
}

extension StringProtocol {
  /// Whether a text occurs, compared byte by byte: the rules look at ASCII, and at many lines.
  func holds(_ text: String) -> Bool { utf8.firstRange(of: text.utf8) != nil }
}
