import Testing

@Suite("Sizes")
struct SizeTests {
  static let fileLimit = 400
  static let functionLimit = 70

  @Test("no file is longer than 400 lines")
  func files() {
    for file in Repository.swift {
      #expect(
        file.lines.count <= Self.fileLimit + 1,
        "\(file.path) has \(file.lines.count) lines: which second subject does it hold?")
    }
  }

  @Test("no function is longer than 70 lines")
  func functions() {
    for file in Repository.swift {
      for function in Self.functions(in: file.code) {
        #expect(
          function.lines <= Self.functionLimit,
          "\(file.path):\(function.line) is \(function.lines) lines long")
      }
    }
  }

  @Test("a function's length is counted from its first line to its closing brace")
  func counting() {
    let body = String(repeating: "    print(\"}\")  // }\n", count: 70)
    let text = "struct S {\n  func f() -> String\n  where Bool {\n\(body)  }\n  init() {}\n}\n"
    let file = SwiftFile(path: "Sources/X/X.swift", text: text)
    let found = Self.functions(in: file.code)
    #expect(found.map(\.line) == [2, 75])
    #expect(found.map(\.lines) == [73, 1])
  }

  @Test("declarations without a body have no length")
  func requirements() {
    let file = SwiftFile(
      path: "Sources/X/X.swift",
      text: "protocol P {\n  func f()\n  init(x: Int)\n}\nlet s = S.init(1)\nstruct S {\n}\n")
    #expect(Self.functions(in: file.code).isEmpty)
  }

  /// The functions and initialisers in blanked code: first line and length.
  static func functions(in code: [String]) -> [(line: Int, lines: Int)] {
    let start = #/^\s*(?:[@\w()]+\s+)*(?:func\b|init\s*[(<?!]|deinit\b)/#
    return code.indices.compactMap { index in
      guard ["func", "init"].contains(where: { code[index].holds($0) }),
        code[index].firstMatch(of: start) != nil
      else { return nil }
      return length(in: code, from: index).map { (index + 1, $0) }
    }
  }

  // Lines from the declaration to the brace that closes its body; nil when a body doesn't follow.
  private static func length(in code: [String], from first: Int) -> Int? {
    var parentheses = 0
    var braces = 0
    for index in first..<code.count {
      for byte in code[index].utf8 {
        switch byte {
        case UInt8(ascii: "("): parentheses += 1
        case UInt8(ascii: ")"): parentheses -= 1
        case UInt8(ascii: "{") where parentheses == 0: braces += 1
        case UInt8(ascii: "}") where parentheses == 0:
          braces -= 1
          if braces == 0 { return index - first + 1 }
          if braces < 0 { return nil }
        default: break
        }
      }
      if braces == 0, parentheses == 0, !continues(code, after: index) { return nil }
    }
    return nil
  }

  // A signature goes on when the next line brings its result, its constraints or its brace.
  private static func continues(_ code: [String], after index: Int) -> Bool {
    guard index + 1 < code.count else { return false }
    let next = code[index + 1].drop { $0 == " " }
    return ["{", "->", "where ", "throws", "async", ")"].contains { next.hasPrefix($0) }
      || code[index].hasSuffix("->") || code[index].hasSuffix(",")
  }
}
