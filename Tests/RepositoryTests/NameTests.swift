import Testing

@Suite("Names")
struct NameTests {
  /// Words that say nothing about what a type is for.
  static let empty = ["Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Common"]

  private static let keywords = ["struct", "class", "enum", "actor", "protocol", "typealias"]

  /// The words of a camel-case name.
  static func words(of name: String) -> [String] {
    name.matches(of: /[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+/).map { String($0.0) }
  }

  static func isBanned(_ name: String) -> Bool {
    let words = words(of: name)
    return words.last == "Manager" || !Set(words).isDisjoint(with: empty)
  }

  @Test("no type, file or folder has a name that could hold anything")
  func names() {
    let declaration = #/\b(?:struct|class|enum|actor|protocol|typealias)\s+(\w+)/#
    for file in Repository.swift {
      for part in file.path.split(whereSeparator: { "/.+".contains($0) }) {
        #expect(!Self.isBanned(String(part)), "\(file.path)")
      }
      for (index, line) in file.code.enumerated()
      where Self.keywords.contains(where: { line.holds($0) }) {
        for match in line.matches(of: declaration) {
          #expect(!Self.isBanned(String(match.1)), "\(file.path):\(index + 1) \(match.1)")
        }
      }
    }
  }

  @Test("the banned words are found inside names, and nothing else is")
  func banned() {
    for name in ["SessionManager", "JSONHelper", "UtilText", "CommonTypes"] {
      #expect(Self.isBanned(name))
    }
    for name in ["ManagerView", "MemberRole", "Uncommon", "Utilisation"] {
      #expect(!Self.isBanned(name))
    }
  }
}
