import Testing

/// Cases from the field (C) and acceptance vectors (M) carry numbers; whoever looks for one finds the
/// test that holds it by its number.
@Suite("Named cases")
struct NamedCaseTests {
  /// Those that hold so far; the others are about goals and the views that come with them.
  private static let held: [String] =
    (1...37).map { number("C", $0) } + ["C39", "C40", "C41", "C42", "C43", "C44", "C45", "C55"]
    + ["M0", "M3", "M10", "M11"]

  private static func number(_ letter: String, _ number: Int) -> String {
    letter + (number < 10 ? "0" : "") + "\(number)"
  }

  /// The numbers in front of the tests' names, up to the colon.
  static func numbers(in text: String) -> [String] {
    text.matches(of: #/@Test\(\s*"((?:[CM][0-9]+(?:, )?)+): /#).flatMap { match in
      match.1.split(separator: ", ").map(String.init)
    }
  }

  @Test("each case that holds has a test which is named by its number")
  func named() {
    let own = "Tests/RepositoryTests/NamedCaseTests.swift"
    let found = Repository.files(under: "Tests", ending: ".swift").filter { $0 != own }
      .flatMap { Self.numbers(in: Repository.text($0)) }
    #expect(Set(Self.held).subtracting(found) == [])
  }

  @Test("numbers are read from in front of a name, also on a line of its own")
  func reading() {
    let text = """
      @Test("C01, M3: one")
      @Test(
        "C22: two", arguments: [1])
      @Test("no number, C33")
      """
    #expect(Self.numbers(in: text) == ["C01", "M3", "C22"])
  }
}
