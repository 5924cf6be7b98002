import Foundation
import Testing

/// A Markdown page of the repository.
struct Page: CustomTestStringConvertible {
  let path: String
  let text: String

  init(_ path: String) {
    self.path = path
    text = Repository.text(path)
  }

  static let catalogue = "Sources/Daemon/Coxswain.docc"

  static var all: [Page] {
    let top = Repository.names(in: "").filter { $0.hasSuffix(".md") }
    let folders = ["Sources", "Tests", "systemd", "protocol"]
    return (top + folders.flatMap { Repository.files(under: $0, ending: ".md") }).map(Page.init)
  }

  var testDescription: String { path }

  /// The files it links to, relative to the repository; addresses and anchors left out.
  var linked: [String] {
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    return text.matches(of: #/\]\(([^)\s#]+)(?:#[^)]*)?\)/#).map { String($0.1) }
      .filter { !$0.contains("://") && !$0.hasPrefix("mailto:") && !$0.hasPrefix("doc:") }
      .map { URL(filePath: "/" + folder).appending(path: $0).standardized.path }
      .map { String($0.dropFirst()) }
  }

  /// The paths it names in code voice.
  var named: [String] {
    text.matches(of: #/`((?:Sources|Tests|systemd|protocol|\.ci)/[^`\s*<…]*)`/#).map {
      String($0.1)
    }
  }
}

@Suite("Pages")
struct PageTests {
  @Test("each link to a file and each path in a page leads somewhere", arguments: Page.all)
  func links(page: Page) {
    #expect(page.linked.filter { !Repository.exists($0) } == [])
    #expect(page.named.filter { !Repository.exists($0) } == [])
  }

  @Test("the README gives two commands, and make knows them")
  func commands() {
    let targets = Repository.text("Makefile").matches(of: #/(?m)^([a-z]+):/#).map { String($0.1) }
    let told = Repository.text("README.md").matches(of: #/(?m)^make ([a-z]+)/#).map { String($0.1) }
    #expect(told == ["demo", "test"])
    #expect(Set(told).isSubset(of: targets))
  }

  @Test("the life of an event names its files in order, through all layers")
  func life() {
    let page = Page("\(Page.catalogue)/TheLifeOfAnEvent.md")
    let targets = page.linked.map { $0.split(separator: "/").dropFirst().first.map(String.init) }
    #expect(page.linked.count >= 8)
    #expect(page.linked.allSatisfy { $0.hasPrefix("Sources/") && $0.hasSuffix(".swift") })
    #expect(
      Set(targets).isSuperset(of: [
        "Daemon", "JSONText", "Engine", "EventCodec", "Domain", "EventLog",
      ]))
  }

  @Test("decisions are numbered without a gap")
  func decisions() {
    let numbers = Repository.names(in: "\(Page.catalogue)/Decisions").map { String($0.prefix(5)) }
    #expect(!numbers.isEmpty)
    #expect(numbers == (1...max(1, numbers.count)).map { "000\($0)-".suffix(5) }.map(String.init))
  }
}
