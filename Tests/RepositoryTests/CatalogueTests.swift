import Testing

/// A folder in which each file is one thing, and the list that registers them.
struct Catalogue: CustomTestStringConvertible {
  let folder: String
  let list: String

  static let all = [
    Catalogue(folder: "Sources/Domain/Metrics", list: "MeasureCatalogue"),
    Catalogue(folder: "Sources/Domain/Projections", list: "ProjectionCatalogue"),
    Catalogue(folder: "Sources/Domain/Alerts", list: "AlertRuleCatalogue"),
    Catalogue(folder: "Sources/WireProtocol/Methods", list: "MethodCatalogue"),
    Catalogue(folder: "Sources/Engine/Handlers", list: "HandlerCatalogue"),
    Catalogue(folder: "Sources/cox/Commands", list: "CommandCatalogue"),
    Catalogue(folder: "Sources/Domain/Signs", list: "DataSignCatalogue"),
  ]

  var testDescription: String { folder }

  /// The types of the folder that do what the list is about, with the file each lies in.
  var things: [String: String] {
    guard let kind = Self.kind(in: code) else { return [:] }
    let files = Repository.swift.filter { $0.path.hasPrefix(folder + "/") }
    return files.reduce(into: [:]) { found, file in
      for name in Self.types(in: file.code, doing: kind) { found[name] = file.path }
    }
  }

  /// The code of the list's declaration; empty when there is none.
  var code: String {
    let target = folder.split(separator: "/")[1]
    let files = Repository.swift.filter { $0.path.hasPrefix("Sources/\(target)/") }
    let texts = files.map { $0.code.joined(separator: "\n") }
    return texts.compactMap { text in
      text.firstRange(of: "enum \(list) {").map { String(text[$0.lowerBound...]) }
    }.first ?? ""
  }

  /// The protocol that the listed types conform to.
  static func kind(in code: String) -> String? {
    code.firstMatch(of: #/\[any\s+(\w+)\.Type\]/#).map { String($0.1) }
  }

  /// The types declared in code that name a protocol in their inheritance clause.
  static func types(in code: [String], doing kind: String) -> [String] {
    let declaration = #/\b(?:struct|enum|class)\s+(\w+)\s*:\s*([^{]*)\{/#
    return code.joined(separator: "\n").matches(of: declaration)
      .filter { $0.2.matches(of: #/\w+/#).contains { $0.0 == kind } }.map { String($0.1) }
  }

  /// What is listed as `Type.self`.
  static func entries(in code: String) -> Set<String> {
    Set(code.matches(of: #/\b([A-Z]\w*)\.self\b/#).map { String($0.1) })
  }
}

@Suite("Catalogues")
struct CatalogueTests {
  @Test(
    "each thing of a folder is listed, and each listed thing is there", arguments: Catalogue.all)
  func complete(catalogue: Catalogue) {
    guard Repository.exists(catalogue.folder) else { return }
    #expect(Catalogue.entries(in: catalogue.code) == Set(catalogue.things.keys))
    #expect(!catalogue.things.isEmpty, "\(catalogue.list) is not to be found")
  }

  @Test("each thing has a file of its own that bears its name", arguments: Catalogue.all)
  func files(catalogue: Catalogue) {
    for (name, path) in catalogue.things {
      #expect(path == "\(catalogue.folder)/\(name).swift")
    }
  }

  @Test("each method's contract has its handler, and each handler its contract")
  func methods() {
    let methods = Catalogue.all[3].things.keys
    let handlers = Catalogue.all[4].things.keys
    guard !handlers.isEmpty else { return }
    #expect(Set(methods.map { "\($0)Handler" }) == Set(handlers))
  }

  @Test("entries and the things they stand for are found")
  func found() {
    let list =
      "enum RuleCatalogue {\n  static let all: [any Rule.Type] = [Miss.self, LateMiss.self]\n}"
    #expect(Catalogue.kind(in: list) == "Rule")
    #expect(Catalogue.entries(in: list) == ["Miss", "LateMiss"])
    let code = ["package struct Miss:", "  Sendable, Rule", "{", "}", "enum Rules: String {}"]
    #expect(Catalogue.types(in: code, doing: "Rule") == ["Miss"])
  }
}
