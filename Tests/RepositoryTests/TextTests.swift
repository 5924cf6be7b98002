import Foundation
import Testing

@Suite("What people wrote")
struct TextTests {
  // Spelled in two parts, or this file would find itself.
  static let markers = ["TO" + "DO", "FIX" + "ME", "X" + "XX"]
  static let machine = [
    "/ho" + "me/", "/ro" + "ot/", "/Us" + "ers/", "../sha" + "red", "/wo" + "rk/",
  ]

  /// Lines of all written files in which something is found, as `path:line`.
  static func places(where found: (Substring) -> Bool) -> [String] {
    Repository.written.flatMap { path in
      Repository.text(path).split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        .filter { found($0.element) }.map { "\(path):\($0.offset + 1)" }
    }
  }

  @Test("no marker of unfinished work is left")
  func finished() throws {
    let marker = Self.markers.map { "\\b\($0)\\b" }.joined(separator: "|")
    let pattern = try Regex(marker)
    let isMarked = { (line: Substring) in
      Self.markers.contains { line.holds($0) } && line.firstMatch(of: pattern) != nil
    }
    #expect(Self.places(where: isMarked) == [])
    #expect(isMarked("// \(Self.markers[0]): later") && !isMarked("u\(Self.markers[2])X"))
  }

  @Test("no path of one machine is named")
  func machines() {
    let paths = Self.machine + [Repository.root.path + "/"]
    #expect(Self.places { line in paths.contains { line.holds($0) } } == [])
  }

  @Test("the search sees sources, tests, units, scripts and pages")
  func search() {
    let expected: Set<String> = [
      "Package.swift", "README.md", "Makefile", ".ci/run", "systemd/tests/verify.sh",
      "Tests/RepositoryTests/TextTests.swift", "Sources/Systemd/Activation.swift",
    ]
    #expect(expected.subtracting(Repository.written) == [])
    #expect(Self.places { $0.holds("swift-tools-" + "version") } == ["Package.swift:1"])
  }

  @Test("the top level holds what was agreed and nothing else")
  func topLevel() {
    let agreed: Set<String> = [
      "Package.swift", "Sources", "Tests", "systemd", "protocol", "README.md", "Makefile",
      "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "Package.resolved",
    ]
    let found = Repository.names(in: "").filter { !$0.hasPrefix(".") }
    #expect(Set(found).subtracting(agreed) == [])
  }
}
